// Vitest looks for a file of this name; the projects are listed in vitest.workspace.ts.
export { default } from "./vitest.workspace.ts"
