const tagPattern = /<(?:[^>"']|"[^"]*"|'[^']*')*>/g

/**
 * Pasted markup as the editor can read it. The content policy empties `style` attributes while they are parsed, so Google Docs'
 * `<b style="font-weight:normal">` would make everything bold and real bold would be lost: they are renamed before, and become tags.
 */
export function cleanPaste(html: string): string {
  const renamed = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(style|script|title|template|svg|iframe)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(tagPattern, (tag) => tag.replace(/([\s"'/])style\s*=/gi, '$1data-css=').replace(/([\s"'/])(on[a-z]+)\s*=/gi, '$1data-off-$2='))
  const { body } = new DOMParser().parseFromString(renamed, 'text/html')
  for (const styled of body.querySelectorAll<HTMLElement>('[data-css]')) toTags(styled, styled.dataset['css'] ?? '')
  return body.innerHTML
}

function toTags(styled: HTMLElement, css: string): void {
  const weight = /(?:^|;)\s*font-weight\s*:\s*(\w+)/i.exec(css)?.[1]?.toLowerCase()
  const isItalic = /(?:^|;)\s*font-style\s*:\s*italic/i.test(css)
  const isHeading = /^H[1-6]$/.test(styled.tagName)
  styled.removeAttribute('data-css')
  if (isItalic) wrap(styled, 'em')
  if (weight === undefined || isHeading) return
  if (weight === 'bold' || weight === 'bolder' || Number(weight) >= 600) wrap(styled, 'strong')
  else if (/^(?:B|STRONG)$/.test(styled.tagName)) styled.replaceWith(...styled.childNodes)
}

function wrap(styled: HTMLElement, name: 'strong' | 'em'): void {
  const tag = styled.ownerDocument.createElement(name)
  tag.append(...styled.childNodes)
  styled.append(tag)
}
