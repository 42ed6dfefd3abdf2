/** Texts of the editor of notes. */
export const note = {
  formatting: 'Formatting',
  bold: 'Bold',
  italic: 'Italic',
  heading: 'Heading',
  bullets: 'Bulleted list',
  numbers: 'Numbered list',
  link: 'Link',
  address: 'Address of the link',
  badAddress: 'A link leads to a web page, a mailbox or a phone number, such as https://example.com.',
}
