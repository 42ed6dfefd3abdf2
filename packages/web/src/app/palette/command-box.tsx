import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { stopTypeAhead, typeAhead } from '../early/type-ahead.js'
import { Icon } from '../part/icon.js'
import { controlKey, isMac } from './control-key.js'
import type { Places } from './use-entries.js'

type PaletteModule = typeof import('./palette.js')
// Not needed for the first rows, so it is loaded when it is wanted.
const load = (): Promise<PaletteModule> => import('./palette.js')

/** The box in the bar that opens search and commands, and the key that does so anywhere. */
export function CommandBox(places: Places): ReactNode {
  const { palette: words, user } = useWords()
  const [loaded, setLoaded] = useState<PaletteModule>()
  const [isOpen, setOpen] = useState(false)
  const [isMissing, setMissing] = useState(false)
  const open = useCallback(async () => {
    setOpen(true)
    typeAhead(() => setOpen(false))
    const found = await load().catch(() => undefined)
    setMissing(found === undefined)
    setLoaded(found)
    if (found !== undefined) return
    setOpen(false)
    stopTypeAhead()
  }, [])
  useCommandKey(isOpen, open)
  return (
    <>
      <button
        type="button"
        className="command-box"
        aria-haspopup="dialog"
        aria-keyshortcuts={isMac ? 'Meta+K' : 'Control+K'}
        title={words.open}
        onClick={open}
        onPointerEnter={() => void load().catch(() => undefined)}
      >
        <Icon name="search" size={14} />
        <span className="grow cut">{isMissing ? words.missing : words.open}</span>
        <kbd>{user.keyName(controlKey)} K</kbd>
      </button>
      <span className="sr" role="status">
        {isMissing ? words.missing : ''}
      </span>
      {isOpen && loaded !== undefined ? <loaded.Palette places={places} close={() => setOpen(false)} /> : null}
    </>
  )
}

// A dialog keeps what is under it at rest; the palette closes by its own key.
function useCommandKey(isOpen: boolean, open: () => void): void {
  const now = useRef({ isOpen, open })
  now.current = { isOpen, open }
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      if (!now.current.isOpen && document.querySelector('dialog[open]') === null) now.current.open()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
