/** This release; a test keeps it equal to package.json. */
export const version = '0.1.0'

/** Where to report a bug. */
export const issuesUrl = 'https://github.com/bodywork-action/bodywork-action/issues'
