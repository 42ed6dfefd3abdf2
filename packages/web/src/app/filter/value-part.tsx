import type { Value } from '@tenure/core/contract'
import { usersContract } from '@tenure/core/page'
import type { ReactNode } from 'react'
import { useWatch } from '../data/use-source.js'
import type { EditorOption } from '../field/editing.js'
import { ValueEditor } from '../field/value-editor.js'
import type { EditorKind } from '../field/value-text.js'
import { HealthShape, healthWordOf } from '../part/health.js'
import { Menu } from '../part/menu.js'
import { Popover } from '../part/popover.js'
import { type Field, type Fields, fieldOf, type Operator, type OperatorShape } from './filter-fields.js'
import type { TestData } from './filter-tree.js'
import { daysOf, isLength, operandText, periodsOf, spanText } from './filter-values.js'
import { PropertyChooser } from './property-chooser.js'
import { useFilterEditing } from './use-filter-editing.js'

/** A condition whose values are chosen. */
interface ValueProps {
  readonly data: TestData
  readonly field: Field
  readonly fields: Fields
  readonly operator: Operator
  readonly change: (parts: Readonly<Record<string, unknown>>) => void
}

/** The editor of each shape of operator. A shape without one does not compile. */
const editors: Readonly<Record<OperatorShape, (props: ValueProps) => ReactNode>> = {
  nothing: () => null,
  value: (props) => <OneValue {...props} part="value" />,
  to: (props) => <OneValue {...props} part="to" />,
  text: (props) => <OneValue {...props} part="text" />,
  values: Several,
  choices: Several,
  range: Range,
  span: Span,
  period: Period,
  property: OtherDate,
  'span-to': SpanTo,
}

/** The buttons for what a condition is compared with; each opens its editor. */
export function ValuePart(props: ValueProps): ReactNode {
  const Editor = editors[props.operator.shape]
  return <Editor {...props} />
}

interface PartButtonProps {
  readonly label: string
  readonly texts: readonly ReactNode[]
  readonly isNumeric?: boolean
  readonly children: (close: () => void) => ReactNode
}

/** A button that shows values and opens their editor. */
function PartButton({ label, texts, isNumeric = false, children }: PartButtonProps): ReactNode {
  const { words } = useFilterEditing()
  const kind = `part v${texts.length === 0 ? ' open-value' : ''}${texts.length > 1 ? ' several' : ''}${isNumeric ? ' num' : ''}`
  const button =
    texts.length === 0
      ? words.chooseValue
      : texts.length === 1
        ? texts[0]
        : texts.flatMap((text, at) => [at === 0 ? '' : ' ', <span key={at}>{text}</span>])
  return (
    <Popover className={kind} label={label} button={button} align="start">
      {({ close }) => <div className="part-editor">{children(close)}</div>}
    </Popover>
  )
}

const me = '@me'
const isOperand = (value: unknown, name: 'me' | 'today') =>
  typeof value === 'object' && value !== null && 'operand' in value && value.operand === name
const toKey = (value: unknown): Value => (isOperand(value, 'me') ? me : ((value ?? null) as Value))
const fromKey = (value: unknown): unknown => (value === me ? { operand: 'me' } : value)

/** The choices of a property: its options, or the users with *me* before them. */
function useChoices({ kind, options }: Field): readonly EditorOption[] | undefined {
  const { words } = useFilterEditing()
  const users = useWatch(kind === 'user' ? usersContract : undefined).value
  if (kind !== 'user') return options
  return [{ value: me, label: words.me }, ...(users ?? []).map(({ id, name }) => ({ value: id, label: name }))]
}
/** What edits one value: days for instants too, unless an instant was given. */
function editorKindOf({ kind }: Field, part: string, value: unknown): EditorKind {
  if (part === 'text') return 'string'
  if (kind === 'datetime' && part !== 'to' && typeof value !== 'number') return 'date'
  return kind as EditorKind
}
/** A value as its button shows it: a health status with its shape. */
function shown(value: unknown, field: Field, text: string): ReactNode {
  if (!/healthStatus$/i.test(field.path) || typeof value !== 'string') return text
  return (
    <>
      <HealthShape status={healthWordOf(value)} />
      {text}
    </>
  )
}

const minuteMs = 60_000

function OneValue({ data, field, change, part, label: given }: ValueProps & { readonly part: string; readonly label?: string }): ReactNode {
  const editing = useFilterEditing()
  const { words } = editing
  const choices = useChoices(field)
  const value = data[part]
  const label = given ?? words.value(field.label)
  const texts = value === undefined ? [] : [shown(value, field, operandText(value, part === 'text' ? { kind: 'string' } : field, editing))]
  const kind = editorKindOf(field, part, value)
  const spoken = texts.length === 0 ? label : `${label}: ${operandText(value, field, editing)}`
  const isMinutes = isLength(field)
  const typed = isMinutes && typeof value === 'number' ? value / minuteMs : value
  return (
    <PartButton label={spoken} texts={texts} isNumeric={kind === 'number' || kind === 'money'}>
      {(close) => {
        const save = (next: unknown) => {
          close()
          change({ [part]: isMinutes && typeof next === 'number' ? Math.round(next * minuteMs) : next })
        }
        return (
          <>
            <ValueEditor
              {...{ kind, required: true, autoFocus: true }}
              label={isMinutes ? words.minutes(label) : label}
              value={isOperand(typed, 'today') ? null : toKey(typed)}
              {...(choices && part !== 'text' && { options: choices })}
              {...(field.currency !== undefined && { currency: field.currency })}
              currencies={editing.currencies}
              onSave={(next) => save(fromKey(next))}
              onCancel={close}
            />
            {kind === 'date' ? (
              <button type="button" className="btn ghost" onClick={() => save({ operand: 'today' })}>
                {words.today} <span className="small t3">{words.movesOn}</span>
              </button>
            ) : null}
          </>
        )
      }}
    </PartButton>
  )
}

function Several({ data, field, change }: ValueProps): ReactNode {
  const editing = useFilterEditing()
  const choices = useChoices(field)
  const values = Array.isArray(data['values']) ? (data['values'] as readonly unknown[]) : []
  const texts = values.map((value) => operandText(value, field, editing))
  const label = editing.words.value(field.label)
  return (
    <PartButton
      label={texts.length === 0 ? label : `${label}: ${texts.join(' ')}`}
      texts={values.map((value, at) => shown(value, field, texts[at] ?? ''))}
    >
      {(close) => (
        <ValueEditor
          {...{ kind: 'multi_enumeration', label, required: true, autoFocus: true }}
          value={values.map((value) => String(toKey(value)))}
          {...(choices && { options: choices })}
          onSave={(next) => {
            close()
            change({ values: Array.isArray(next) ? next.map(fromKey) : [] })
          }}
          onCancel={close}
        />
      )}
    </PartButton>
  )
}

function Range(props: ValueProps): ReactNode {
  const { words } = useFilterEditing()
  const { label } = props.field
  return (
    <>
      <OneValue {...props} part="from" label={words.from(label)} />
      <span className="small t3">{words.between}</span>
      <OneValue {...props} part="to" label={words.to(label)} />
    </>
  )
}

function Span({ data, field, operator, change }: ValueProps): ReactNode {
  const editing = useFilterEditing()
  const { words } = editing
  const text = spanText(data['span'], operator, editing)
  return (
    <PartButton label={`${words.daysFor(field.label)}: ${text}`} texts={[text]} isNumeric>
      {(close) => (
        <div className="days">
          <ValueEditor
            {...{ kind: 'integer', label: words.daysField, required: true, autoFocus: true }}
            value={daysOf(data['span']) ?? null}
            onSave={(next) => {
              close()
              change({ span: { days: Math.min(Math.max(0, Number(next)), 100_000) } })
            }}
            onCancel={close}
          />
          <span>{words.daysField}</span>
        </div>
      )}
    </PartButton>
  )
}

function SpanTo(props: ValueProps): ReactNode {
  const { words } = useFilterEditing()
  return (
    <>
      <Span {...props} />
      <span className="small t3">{words.changedTo}</span>
      <OneValue {...props} part="to" />
    </>
  )
}

function Period({ data, field, operator, change }: ValueProps): ReactNode {
  const { words } = useFilterEditing()
  const periods = periodsOf(operator.operator, words)
  const chosen = String(data['period'])
  const text = periods[chosen] ?? chosen
  return (
    <Menu
      className="part v"
      label={`${words.period(field.label)}: ${text}`}
      button={text}
      align="start"
      entries={Object.entries(periods).map(([period, label]) => ({
        ...{ key: period, label, isChosen: period === chosen },
        act: () => change({ period }),
      }))}
    />
  )
}

function OtherDate({ data, field, fields, change }: ValueProps): ReactNode {
  const { words } = useFilterEditing()
  const chosen = typeof data['other'] === 'string' ? data['other'] : undefined
  const label = words.otherDate(field.label)
  const others = fields.properties.filter(({ kind, path }) => kind === field.kind && path !== field.path)
  const text = chosen === undefined ? undefined : (fieldOf(fields, chosen)?.label ?? chosen)
  return (
    <PartButton label={text === undefined ? label : `${label}: ${text}`} texts={text === undefined ? [] : [text]}>
      {(close) => (
        <PropertyChooser
          label={label}
          fields={others}
          chosen={chosen}
          choose={({ path }) => {
            close()
            change({ other: path })
          }}
        />
      )}
    </PartButton>
  )
}
