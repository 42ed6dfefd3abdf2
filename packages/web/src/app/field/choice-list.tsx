import { type ReactNode, useContext, useEffect, useReducer, useRef } from 'react'
import { ComboBoxStateContext } from 'react-aria-components/ComboBox'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { PopoverContext } from 'react-aria-components/Popover'
import { useSlottedContext } from 'react-aria-components/slots'
import { flushSync } from 'react-dom'
import { useWords } from '../../words/use-words.js'
import { Icon } from '../part/icon.js'
import { Face } from '../part/mark.js'
import { followAnchor } from '../part/place.js'
import type { EditorOption } from './editing.js'

/** The options of a combobox, in the top layer, so that no list or dialog cuts them off. */
export function ChoiceList({ label, hasFaces }: { readonly label: string; readonly hasFaces: boolean }): ReactNode {
  const words = useWords().field
  const state = useContext(ComboBoxStateContext)
  const place = useSlottedContext(PopoverContext)
  const own = useRef<HTMLDivElement>(null)
  const isOpen = state?.isOpen === true
  useEffect(() => {
    const layer = own.current
    const anchor = place?.triggerRef?.current
    if (!isOpen || layer === null || !anchor) return
    layer.showPopover()
    return followAnchor(anchor, layer)
  }, [isOpen])
  const list = (
    <ListBox className="menu" aria-label={words.options(label)} renderEmptyState={() => <p className="small t3 lead">{words.noOption}</p>}>
      {(option: EditorOption) => (
        <ListBoxItem id={option.value} textValue={option.label} className="choice">
          {({ isSelected }) => (
            <>
              {hasFaces ? <Face id={option.value} name={option.label} /> : null}
              <span className="cut grow" dir="auto">
                {option.label}
              </span>
              {isSelected ? <Icon name="check" size={14} /> : null}
            </>
          )}
        </ListBoxItem>
      )}
    </ListBox>
  )
  // React Aria draws its children once without a state, to read the options.
  if (state === null) return list
  if (!isOpen) return null
  return (
    <div
      ref={(layer) => {
        own.current = layer
        if (typeof place?.ref === 'object' && place.ref !== null) place.ref.current = layer
      }}
      popover="manual"
      className="layer choices"
    >
      {list}
    </div>
  )
}

/**
 * Draws now what the page has put off. A busy browser hands over keys before the list has its matches:
 * called before a key is dealt with, this lets the key go to what was typed until then.
 */
export function useCaughtUp(): () => void {
  const [, draw] = useReducer((times: number) => times + 1, 0)
  return () => flushSync(draw)
}
