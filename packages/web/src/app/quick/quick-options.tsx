import { type ReactNode, useRef } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Blocks } from '../block/renderer.js'
import { useReading } from '../format/use-formats.js'
import { stepThrough } from '../part/focus.js'
import { Icon } from '../part/icon.js'
import { Menu } from '../part/menu.js'
import { Popover } from '../part/popover.js'
import type { QuickProps } from './quick-props.js'

type Offered = NonNullable<Blocks['table']['quickFilters']>[number]
interface Props extends QuickProps<{ readonly options: readonly string[] }> {
  readonly options: NonNullable<Offered['options']>
  readonly isSingle: boolean
}

/** A quick filter on the options of a property, any of those that are ticked; of a single choice a menu. */
export function QuickOptions(props: Props): ReactNode {
  const { label, value, choose, options, isSingle } = props
  const words = useWords().filter
  const { formats } = useReading()
  const [first, ...more] = value?.options ?? []
  const labelOf = (wanted: string) => options.find((option) => option.value === wanted)?.label ?? wanted
  const said = first === undefined ? undefined : more.length === 0 ? labelOf(first) : words.anyOf(formats.number(more.length + 1))
  const own = {
    className: `pill quick${said === undefined ? '' : ' on'}`,
    label: said === undefined ? words.by(label) : `${label}: ${said}`,
    button: <Shown label={label} said={said} />,
  }
  if (!isSingle) return <Popover {...own}>{() => <OptionChoice {...props} />}</Popover>
  const entries = options.map((option) => ({
    key: option.value,
    label: option.label,
    isChosen: option.value === first,
    act: () => choose({ options: [option.value] }),
  }))
  const any = { key: 'any', label: words.anyOption, isChosen: first === undefined, act: () => choose(undefined) }
  return <Menu {...own} entries={[...entries, any]} />
}

function Shown({ label, said }: { readonly label: string; readonly said: string | undefined }): ReactNode {
  return (
    <>
      {said === undefined ? (
        label
      ) : (
        <>
          {label}: <b>{said}</b>
        </>
      )}
      <Icon name="chevron-down" size={12} />
    </>
  )
}

function OptionChoice({ label, value, choose, options }: Props): ReactNode {
  const words = useWords().filter
  const frame = useRef<HTMLDivElement>(null)
  const chosen = value?.options ?? []
  const set = (next: readonly string[]) => choose(next.length === 0 ? undefined : { options: next })
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows go between the boxes, which Tab reaches too
    <div
      ref={frame}
      className="quick-choice"
      onKeyDown={(event) =>
        frame.current !== null && /^Arrow(Up|Down)$/.test(event.key) && stepThrough(event, frame.current, 'input, button')
      }
    >
      <fieldset aria-label={label}>
        {options.map((option) => (
          <label key={option.value} className="choice">
            <input
              type="checkbox"
              checked={chosen.includes(option.value)}
              onChange={({ target }) => set(target.checked ? [...chosen, option.value] : chosen.filter((one) => one !== option.value))}
            />
            <span className="grow cut" dir="auto">
              {option.label}
            </span>
          </label>
        ))}
      </fieldset>
      {chosen.length === 0 ? null : (
        <button type="button" className="btn ghost" onClick={() => set([])}>
          {words.anyOption}
        </button>
      )}
    </div>
  )
}
