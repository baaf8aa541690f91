/** The folder of the running code: `src/entry` in the sources, `dist` in the bundle, where the build writes `__dirname`. */
export const programFolder = import.meta.dirname
