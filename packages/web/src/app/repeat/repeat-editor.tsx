import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { LoadedProps } from '../field/editing.js'
import { FieldError } from '../field/fault-text.js'
import { Layer, LayerContent } from '../part/popover.js'
import { RuleInside, useRuleText } from './repeat-field.js'
import { RepeatForm } from './repeat-form.js'
import { startBeside } from './start-beside.js'

/** Edits a rule where it is shown: its form opens at once. Enter and a press elsewhere save, Esc leaves. */
export function RepeatEditor({ value, label, beside, error, onSave, onCancel }: LoadedProps): ReactNode {
  const words = useWords().repeat
  const first = typeof value === 'string' ? value : null
  const [rule, setRule] = useState(first)
  const [isOpen, setOpen] = useState(false)
  const text = useRuleText(rule)
  const layer = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const isLeft = useRef(false)
  const id = useId()
  useEffect(() => layer.current?.showPopover(), [])
  const close = () => layer.current?.hidePopover()
  const leave = () => {
    isLeft.current = true
    close()
  }
  const end = () => {
    if (isLeft.current || rule === first) onCancel()
    else onSave(rule)
    isLeft.current = false
  }
  return (
    <div className="editor">
      <button
        ref={button}
        type="button"
        className="repeat-btn repeat-in-place"
        aria-label={words.change(label, text)}
        aria-expanded={isOpen}
        popoverTarget={id}
      >
        <RuleInside text={text} />
      </button>
      {error === undefined ? null : <FieldError id={`${id}-fault`}>{error}</FieldError>}
      <Layer
        id={id}
        layer={layer}
        label={label}
        role="dialog"
        onToggle={(now) => {
          setOpen(now)
          if (!now) end()
        }}
      >
        {isOpen ? (
          <LayerContent layer={layer} anchor={() => button.current} align="start">
            <Inside rule={rule} start={startBeside(beside)} change={setRule} save={close} leave={leave} />
          </LayerContent>
        ) : null}
      </Layer>
    </div>
  )
}

interface InsideProps {
  readonly rule: string | null
  readonly start: number | undefined
  readonly change: (rule: string | null) => void
  readonly save: () => void
  readonly leave: () => void
}

function Inside({ rule, start, change, save, leave }: InsideProps): ReactNode {
  const words = useWords().repeat
  const onKeyDown = (event: KeyboardEvent) => {
    const isEnter = event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)
    if (event.key !== 'Escape' && !isEnter) return
    event.preventDefault()
    if (isEnter) save()
    else leave()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for the keys of its fields
    <div onKeyDown={onKeyDown}>
      <RepeatForm value={rule} start={start} onChange={change} />
      <div className="repeat-end">
        <button type="button" className="btn" onClick={leave}>
          {words.leave}
        </button>
        <button type="button" className="btn pri" onClick={save}>
          {words.save}
        </button>
      </div>
    </div>
  )
}
