import DOMPurify from 'dompurify'
import { allowedLink, noteTags } from './note-markup.js'

/** A stored note as nodes to show: only what the allow-list has (SEC-7). Nothing of it runs, loads or leads elsewhere than a link may. */
export function cleanNote(html: string): DocumentFragment {
  const nodes = DOMPurify.sanitize(html, {
    ALLOWED_TAGS: [...noteTags],
    ALLOWED_ATTR: ['href'],
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    ALLOWED_URI_REGEXP: allowedLink,
    RETURN_DOM_FRAGMENT: true,
  })
  for (const link of nodes.querySelectorAll('a')) guard(link)
  for (const heading of nodes.querySelectorAll('h1, h2, h3, h5, h6')) lower(heading)
  return nodes
}

function guard(link: HTMLAnchorElement): void {
  if (!link.hasAttribute('href')) link.replaceWith(...link.childNodes)
  link.target = '_blank'
  link.rel = 'noopener noreferrer nofollow'
}

// A heading of a note is below those of the page around it.
function lower(heading: Element): void {
  const lowered = document.createElement('h4')
  lowered.append(...heading.childNodes)
  heading.replaceWith(lowered)
}
