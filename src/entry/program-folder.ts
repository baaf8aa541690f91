/** The folder of the running code: `src/entry` in the sources, `dist` in the bundle, which is not a module and says so. */
export const programFolder = import.meta.dirname
