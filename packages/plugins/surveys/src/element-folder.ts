/** Where the modules of the elements are once they are built: beside the module that this one was built into. */
export const elementFolder: string = new URL('./elements/', import.meta.url).href
