/** In tests, which run on sources: where the build has put the modules of the elements. */
export const calendarElements: string = new URL('../dist/elements/', import.meta.url).href
