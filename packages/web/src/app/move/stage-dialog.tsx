import type { Problem, Value } from '@tenure/core/contract'
import { recordContract } from '@tenure/core/page'
import { type FormEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { CardField, CardOf } from '../card/card-fields.js'
import { FormValue } from '../compose/form-value.js'
import { currencyName, currencyOf, type NewField, type Texts } from '../compose/read-form.js'
import { useTextEnv } from '../compose/use-text-env.js'
import type { JsonValue, PropertyValue } from '../data/answers.js'
import { isSame } from '../data/same.js'
import { useWatch } from '../data/use-source.js'
import type { FieldFault } from '../field/parsed.js'
import { type EditorKind, parseValue, type TextEnv, textOfValue } from '../field/value-text.js'
import { isMoney } from '../format/is-money.js'
import { useReading } from '../format/use-formats.js'
import { textOf } from '../format/value.js'
import { Dialog } from '../part/dialog.js'
import { Icon } from '../part/icon.js'
import { Failed, LoadingLines } from '../part/states.js'
import type { Edit } from '../write/pending-edits.js'
import type { Asked, Placing } from './use-placing.js'
import '../styles/compose.css'

interface StageDialogProps {
  readonly asked: Asked
  readonly amount: CardField | undefined
  readonly answer: Placing['answer']
  readonly cancel: () => void
}

/** Asks for what a stage needs before a card may be in it. Cancel leaves the card where it was; stage and properties are saved as one change. */
export function StageDialog({ asked: { card, stage }, amount, answer, cancel }: StageDialogProps): ReactNode {
  const words = useWords().board
  const { value: record, problem, retry } = useWatch(recordContract, { type: card.type, id: card.id })
  const subject = useSubject(card, amount, stage.asks.filter(({ required }) => required).length)
  return (
    <Dialog title={words.askTitle(stage.label)} subject={subject} className="action stage-dialog" isForm close={cancel}>
      {record === undefined ? (
        problem === undefined ? (
          <LoadingLines lines={4} />
        ) : (
          <Failed what={card.name} problem={problem} retry={retry} />
        )
      ) : (
        <StageForm card={card} asks={stage.asks} properties={record.properties} answer={answer} cancel={cancel} />
      )}
    </Dialog>
  )
}

function useSubject({ name, row }: CardOf, amount: CardField | undefined, required: number): string {
  const words = useWords().board
  const reading = useReading()
  const worth = amount && textOf(row[amount.field], amount.format, reading)
  const about = [name, ...(worth ? [worth] : [])].join(', ')
  const needs = required === 0 ? words.asksMore : words.asks(required, words.numbers[required] ?? reading.formats.number(required))
  return `${about}. ${needs}`
}

interface StageFormProps extends Pick<StageDialogProps, 'answer' | 'cancel'> {
  readonly card: CardOf
  readonly asks: Asked['stage']['asks']
  readonly properties: readonly PropertyValue[]
}
type Fault = FieldFault | { readonly message: string }

/** What was typed, what is wrong with it, and the way to send it. */
function useStageForm({ card, asks, properties, answer }: StageFormProps) {
  const frame = useRef<HTMLFormElement>(null)
  const env = useTextEnv()
  // What the person saw when the dialog opened: what others change meanwhile is a conflict.
  const [fields] = useState(() => fieldsOf(asks, properties))
  const [texts, setTexts] = useState<Texts>(() => Object.fromEntries(fields.flatMap((field) => firstTexts(field, env))))
  const [faults, setFaults] = useState<ReadonlyMap<string, Fault>>(new Map())
  const [problem, setProblem] = useState<Problem>()
  const [isSending, setSending] = useState(false)
  const set = (name: string, text: string) => {
    setTexts((was) => ({ ...was, [name]: text }))
    setFaults(new Map())
  }
  const fail = (found: ReadonlyMap<string, Fault>) => {
    setFaults(found)
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }
  const send = async () => {
    if (isSending) return
    const read = readAnswers(fields, texts, env)
    if (read.faults.size > 0) return fail(read.faults)
    setSending(true)
    setProblem(undefined)
    const refused = await answer(toEdits(card, fields, read.values))
    setSending(false)
    setProblem(refused)
    if (refused !== undefined) fail(faultsOf(refused, fields))
  }
  return { frame, env, fields, texts, set, faults, problem, isSending, send }
}

function StageForm(props: StageFormProps): ReactNode {
  const words = useWords()
  const { frame, env, fields, texts, set, faults, problem, isSending, send } = useStageForm(props)
  return (
    <form
      ref={frame}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void send()
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.defaultPrevented || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        void send()
      }}
    >
      <div className="fields">
        {fields.map((field, at) => (
          <Asking key={field.name} isFirst={at === 0}>
            <FormValue
              field={field}
              text={texts[field.name] ?? ''}
              set={(text) => set(field.name, text)}
              currency={currencyOf(field, texts, env)}
              setCurrency={(code) => set(currencyName(field), code)}
              env={env}
              saysOptional
              isRich={false}
              send={() => void send()}
              fault={faults.get(field.name)}
            />
          </Asking>
        ))}
        {problem === undefined || faults.size > 0 ? null : (
          <p className="err" role="alert">
            <Icon name="alert" size={12} />
            <span>{words.problem(problem)}</span>
          </p>
        )}
      </div>
      <footer>
        <span className="small t3 grow">{words.board.oneChange}</span>
        <button type="button" className="btn" onClick={props.cancel}>
          {words.board.cancel}
        </button>
        <button type="submit" className="btn pri" aria-disabled={isSending}>
          {isSending ? words.board.sending : words.board.move}
          <kbd>Ctrl Enter</kbd>
        </button>
      </footer>
    </form>
  )
}

/** The first field has the focus when the dialog opens, whenever the record was read. */
function Asking({ isFirst, children }: { readonly isFirst: boolean; readonly children: ReactNode }): ReactNode {
  const focus = (own: HTMLDivElement | null) => {
    if (isFirst) own?.querySelector<HTMLElement>('input, select, textarea')?.focus()
  }
  const [first] = useState(() => focus)
  return <div ref={first}>{children}</div>
}

/** A property that is asked for, with the value that the person saw. */
type AskedField = NewField & { readonly was: JsonValue }

function fieldsOf(asks: StageFormProps['asks'], properties: readonly PropertyValue[]): readonly AskedField[] {
  return asks.flatMap(({ property, required }) => {
    const found = properties.find(({ name }) => name === property)
    if (found === undefined) return []
    const { name, label, kind, options, currency, value } = found
    return [
      { name, label, kind, required, was: value, ...(options && { options }), ...(currency !== undefined && { currency }) } as AskedField,
    ]
  })
}

/** What a field says before anybody has typed; an amount has its currency beside it. */
function firstTexts(field: AskedField, env: TextEnv): readonly (readonly [string, string])[] {
  const { name, was, kind } = field
  const text = [name, textOfValue(was as Value, kind as EditorKind, env)] as const
  return isMoney(was) ? [text, [currencyName(field), was.currency]] : [text]
}

function readAnswers(fields: readonly AskedField[], texts: Texts, env: TextEnv) {
  const faults = new Map<string, Fault>()
  const values: Record<string, Value> = {}
  for (const field of fields) {
    const { name, kind, required } = field
    const read = parseValue(texts[name] ?? '', kind as EditorKind, { ...env, required, currency: currencyOf(field, texts, env) })
    if (read.ok) values[name] = read.value
    else faults.set(name, read.fault)
  }
  return { faults, values }
}

// What was not changed is not sent: it is nobody's change.
function toEdits({ type, id }: CardOf, fields: readonly AskedField[], values: Readonly<Record<string, Value>>): readonly Edit[] {
  return fields.flatMap(({ name, was }) => {
    const value = values[name] as JsonValue
    return isSame(value, was) ? [] : [{ type, id, property: name, value, was }]
  })
}

/** What the server says of single fields. */
function faultsOf(problem: Problem, fields: readonly AskedField[]): ReadonlyMap<string, Fault> {
  const issues = problem.code === 'input.invalid' ? problem.details.issues : []
  const named = issues.map(({ path, message }) => [String(path[0] === 'values' ? path[1] : path[0]), { message }] as const)
  return new Map(named.filter(([name]) => fields.some((field) => field.name === name)))
}
