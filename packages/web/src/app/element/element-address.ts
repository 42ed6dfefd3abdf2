/** Where the module of an element is. A browser keeps a module that failed under its address, so each attempt after the first has another one. */
export function elementAddress(element: string, attempt = 1): string {
  return `/elements/${element}${attempt === 1 ? '' : `?attempt=${attempt}`}`
}
