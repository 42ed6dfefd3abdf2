import { fileURLToPath } from 'node:url'

/** Absolute path of the folder with the built page: `index.html` and its assets, ready to be served as they are. */
export const pageFolder: string = fileURLToPath(new URL('../dist/page', import.meta.url))
