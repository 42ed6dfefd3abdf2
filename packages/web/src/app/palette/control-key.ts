/** Whether the machine has a Command key in the place of Ctrl. */
export const isMac: boolean = /Mac|iPhone|iPad/.test(navigator.platform)
/** The name of that key. */
export const controlKey: string = isMac ? '⌘' : 'Ctrl'
