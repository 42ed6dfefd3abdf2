import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { isMarkup, plainText } from './note-markup.js'

type Clean = (html: string) => DocumentFragment
let loaded: Clean | undefined

/** A stored note as it is read. Markup is cleaned by an allow-list where it is shown; until that is loaded, and if it cannot be, its text is shown. */
export function NoteText({ text }: { readonly text: string }): ReactNode {
  const [clean, setClean] = useState<Clean | undefined>(() => loaded)
  const isRich = isMarkup(text)
  useEffect(() => {
    if (!isRich || clean !== undefined) return
    let isHere = true
    import('./clean-note.js').then(
      ({ cleanNote }) => {
        loaded = cleanNote
        if (isHere) setClean(() => cleanNote)
      },
      // The text stays.
      () => undefined,
    )
    return () => {
      isHere = false
    }
  }, [isRich])
  if (isRich && clean !== undefined) return <Markup html={text} clean={clean} />
  return (
    <div className="note-text plain" dir="auto">
      {plainText(text)}
    </div>
  )
}

function Markup({ html, clean }: { readonly html: string; readonly clean: Clean }): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    frame.current?.replaceChildren(clean(html))
  }, [html, clean])
  return <div ref={frame} className="note-text" dir="auto" />
}
