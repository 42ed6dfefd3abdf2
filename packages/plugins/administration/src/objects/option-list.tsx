import { Button, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { type DraftProperty, movedUp, withItem } from './type-draft.js'

type Options = NonNullable<DraftProperty['options']>

/** The options of a property in their order. One that records may have is renamed, not taken out. */
export function OptionList({
  options,
  edits,
  change,
}: {
  readonly options: Options
  readonly edits: boolean
  readonly change: (options: Options) => void
}): ReactNode {
  const text = useText()
  return (
    <ul className="type-options" aria-label={text('Options')}>
      {options.map((option, at) => (
        <li key={at}>
          <input
            className="form-input grow"
            value={option.label}
            disabled={!edits}
            aria-label={text('Option')}
            onChange={(event) => change(withItem(options, at, { ...option, label: event.target.value }))}
          />
          {edits && at > 0 ? (
            <Button look="bare" label={text('Move {name} up', { name: option.label })} onPress={() => change(movedUp(options, at))}>
              ↑
            </Button>
          ) : null}
          {edits && option.value === undefined ? (
            <Button look="bare" onPress={() => change(withItem(options, at, undefined))}>
              {text('Take out')}
            </Button>
          ) : null}
        </li>
      ))}
      {edits ? (
        <li>
          <Button look="bare" onPress={() => change([...options, { label: '' }])}>
            {text('Add option')}
          </Button>
        </li>
      ) : null}
    </ul>
  )
}
