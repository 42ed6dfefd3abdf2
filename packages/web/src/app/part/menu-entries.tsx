import { type ReactNode, type RefObject, useRef } from 'react'
import { Menu, MenuItem } from 'react-aria-components/Menu'
import { AriaLocale } from './aria-locale.js'
import { useEarlyKeys } from './early-keys.js'
import { Icon } from './icon.js'
import { Face } from './mark.js'

/** One entry of a menu. */
export interface MenuEntry {
  readonly key: string
  readonly label: string
  readonly icon?: string | undefined
  /** The key that does the same. */
  readonly hint?: string | undefined
  /** Whose initials it shows. */
  readonly face?: string
  /** The entry that is chosen now. */
  readonly isChosen?: boolean
  /** The icon of the chosen entry: a tick if absent. */
  readonly chosenIcon?: string
  /** Why it cannot be done now: it is dimmed. */
  readonly why?: string
  readonly act: () => void
}

interface MenuEntriesProps {
  readonly label: string
  readonly entries: readonly MenuEntry[]
  readonly close: () => void
  /** Keys that were pressed before an entry had the focus. */
  readonly early: RefObject<string[]>
}

/** The entries of an open menu. The chosen one, or the first, has the focus. */
export function MenuEntries({ label, entries, close, early }: MenuEntriesProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  const release = useEarlyKeys(frame, early)
  const chosen = entries.filter(({ isChosen }) => isChosen).map(({ key }) => key)
  const isChoice = entries.some(({ isChosen }) => isChosen !== undefined)
  const act = (key: string) => {
    close()
    entries.find((entry) => entry.key === key)?.act()
  }
  return (
    <AriaLocale>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it waits for the focus to come to an entry */}
      <div ref={frame} onFocus={release}>
        <Menu
          className="menu"
          aria-label={label}
          autoFocus="first"
          selectionMode={isChoice ? 'single' : 'none'}
          selectedKeys={chosen}
          onAction={(key) => act(String(key))}
        >
          {entries.map(({ key, label: text, icon, hint, face, isChosen, chosenIcon = 'check', why }) => (
            <MenuItem key={key} id={key} textValue={text} className={why === undefined ? 'choice' : 'choice shut'}>
              {icon === undefined ? null : <Icon name={icon} size={14} />}
              {face === undefined ? null : <Face id={face} name={text} />}
              <span className="grow" dir="auto">
                {text}
                {why === undefined ? null : <span className="small refusal">{why}</span>}
              </span>
              {hint === undefined ? null : <kbd>{hint}</kbd>}
              {isChosen ? <Icon name={chosenIcon} size={14} /> : null}
            </MenuItem>
          ))}
        </Menu>
      </div>
    </AriaLocale>
  )
}
