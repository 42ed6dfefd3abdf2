/** Texts around plugins' own elements, and around blocks with controls. */
export const element = {
  simple: 'This is the simple form, because the plugin’s own could not be shown.',
  tryNow: 'Try now',
}
