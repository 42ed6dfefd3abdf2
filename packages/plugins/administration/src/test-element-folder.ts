/** In tests, which run on sources: where the build has put the modules of all plugins' elements. */
export const elementFolder: string = new URL('../../../cli/dist/elements/', import.meta.url).href
