import { type ReactNode, useEffect, useRef, useState } from 'react'
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
  // Odd while it is open. Each opening has its own number: the browser says late that a dialog has closed, when the next one may be open.
  const [turn, setTurn] = useState(0)
  const [isMissing, setMissing] = useState(false)
  const isOpen = turn % 2 === 1
  const stop = () => setTurn((now) => now + (now % 2))
  const open = async () => {
    setTurn((now) => now + 1 + (now % 2))
    typeAhead(stop)
    const found = await load().catch(() => undefined)
    setMissing(found === undefined)
    setLoaded(found)
    if (found !== undefined) return
    stop()
    stopTypeAhead()
  }
  useCommandKey(isOpen && loaded === undefined, open)
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
      {isOpen && loaded !== undefined ? (
        <loaded.Palette key={turn} places={places} close={() => setTurn((now) => (now === turn ? turn + 1 : now))} />
      ) : null}
    </>
  )
}

// A dialog keeps what is under it at rest; the palette closes by its own key.
function useCommandKey(isLoading: boolean, open: () => void): void {
  const now = useRef({ isLoading, open })
  now.current = { isLoading, open }
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      if (!now.current.isLoading && document.querySelector('dialog[open]') === null) now.current.open()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
