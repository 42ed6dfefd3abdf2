// A page of parts alone, for parts.e2e.ts: editors of values, notes and layers, over users that do not change.
import '../../packages/web/src/app/data/content-policy.js'
import '../../packages/web/src/app/styles/page.css'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { NEVER, of } from 'rxjs'
import { ActionForm } from '../../packages/web/src/app/action/action-form.js'
import { SourceProvider } from '../../packages/web/src/app/data/use-source.js'
import { ValueEditor } from '../../packages/web/src/app/field/value-editor.js'
import { Choose, ChooseSeveral } from '../../packages/web/src/app/form/choose.js'
import { ReadingProvider } from '../../packages/web/src/app/format/use-formats.js'
import { NoteEditor } from '../../packages/web/src/app/note/note-editor.js'
import { NoteText } from '../../packages/web/src/app/note/note-text.js'
import { Confirm } from '../../packages/web/src/app/part/confirm.js'
import { Menu } from '../../packages/web/src/app/part/menu.js'
import { Popover } from '../../packages/web/src/app/part/popover.js'
import { WordsProvider } from '../../packages/web/src/words/use-words.js'

const asked = new URLSearchParams(location.search)
const locale = asked.get('locale') ?? 'en-GB'
const users = ['Ines Carvalho', 'Ada Okafor', 'Jonas Meyer', 'Inga Berg'].map((name, at) => ({ id: `u${at + 1}`, name, active: true }))
const source = {
  connection$: of({ state: 'open' }),
  watch: ({ id }: { readonly id: string }) => (id === 'tenure.core/users' ? of({ state: 'live', value: users, asOf: 0 }) : NEVER),
  // The first try is refused at a field, the next one runs.
  act: async (_: unknown, input: unknown) => {
    said.push(['act', input])
    tries += 1
    if (tries > 1) return { ok: true, value: undefined }
    const issues = [{ path: ['title'], message: 'Use at least three characters.' }]
    return { ok: false, problem: { code: 'input.invalid', message: 'Not valid.', details: { issues } } }
  },
}
let tries = 0
const session = { user: { id: 'u1', name: 'Ines Carvalho' }, locale, timeZone: 'Europe/Berlin' }
const options = ['new', 'open', 'waiting', 'closed'].map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }))
const kinds = {
  string: { value: 'Halden Freight' },
  text: { value: 'Two\nlines' },
  number: { value: 1234.5 },
  money: { value: { amount: '184000.50', currency: 'EUR' }, currencies: ['EUR', 'USD', 'CHF'] },
  boolean: { value: true },
  date: { value: '2026-12-15' },
  datetime: { value: Date.UTC(2026, 11, 15, 13, 30) },
  enumeration: { value: 'open', options },
  multi_enumeration: { value: ['new', 'open'], options },
  user: { value: 'u1' },
  json: { value: { a: [1] } },
} as const

/** What happened, for the test to read. */
const said: unknown[] = []
Object.assign(window, { said })

function Row({ kind }: { readonly kind: keyof typeof kinds }): ReactNode {
  const [isOpen, setOpen] = useState(asked.has('open'))
  const leave = (...what: readonly unknown[]) => {
    said.push(what)
    setOpen(false)
  }
  if (!isOpen)
    return (
      <button type="button" className="btn" onClick={() => setOpen(true)}>
        {kind}
      </button>
    )
  return (
    <ValueEditor
      kind={kind}
      label={kind}
      {...kinds[kind]}
      autoFocus={!asked.has('open')}
      onSave={(value) => leave('save', value)}
      onCancel={() => leave('cancel')}
      onMove={(to) => said.push(['move', to])}
    />
  )
}

function Notes(): ReactNode {
  const [note, setNote] = useState(() => asked.get('note') ?? '<p>Renewal is <strong>at risk</strong></p>')
  return (
    <>
      <NoteEditor
        value={note}
        label="Note"
        onChange={(html) => {
          setNote(html)
          said.push(['note', html])
        }}
        onSend={() => said.push(['send'])}
      />
      <section aria-label="Shown">
        <NoteText text={note} />
      </section>
    </>
  )
}

// Like an editor of a value: it takes the focus itself.
function Remark(): ReactNode {
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => area.current?.focus(), [])
  return <textarea ref={area} aria-label="Text of the remark" onBlur={() => said.push(['left'])} />
}

function Layers(): ReactNode {
  const [isAsked, setAsked] = useState(false)
  return (
    <>
      <Menu
        className="btn"
        label="Views"
        button="Views"
        entries={['All', 'Mine', 'Late'].map((label) => ({ key: label, label, act: () => said.push(['chosen', label]) }))}
      />
      <Popover className="btn" label="Remark" button="Remark">
        {() => <Remark />}
      </Popover>
      <button type="button" className="btn" onClick={() => setAsked(true)}>
        Delete
      </button>
      {isAsked ? (
        <Confirm
          title="Delete workspace “Mid-market”"
          text="Its 14 views are deleted."
          verb="Delete workspace"
          run={() => said.push(['deleted'])}
          close={() => setAsked(false)}
        />
      ) : null}
    </>
  )
}

const offer = {
  title: 'Add task',
  action: 'tasks/add',
  fields: [
    { field: 'title', kind: 'text', required: true },
    { field: 'body', kind: 'long-text', required: false },
    { field: 'seats', kind: 'integer', required: false },
    { field: 'due', kind: 'day', required: true },
  ],
} as const

function Choices(): ReactNode {
  const [value, setValue] = useState<string | null>(null)
  const [several, setSeveral] = useState<readonly string[]>([])
  const people = users.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      <Choose
        label="User"
        options={people}
        value={value}
        onChange={(one) => {
          setValue(one)
          said.push(['chose', one])
        }}
      />
      <ChooseSeveral
        label="Users"
        options={people}
        value={several}
        onChange={(all) => {
          setSeveral(all)
          said.push(['chose', all])
        }}
      />
    </>
  )
}

const shown = {
  choices: () => <Choices />,
  forms: () => <ActionForm offer={offer} />,
  fields: () => (Object.keys(kinds) as (keyof typeof kinds)[]).map((kind) => <Row key={kind} kind={kind} />),
  notes: () => <Notes />,
  layers: () => <Layers />,
}[asked.get('show') ?? 'fields']

createRoot(document.getElementById('root') as HTMLElement).render(
  <SourceProvider value={source as never}>
    <WordsProvider locale={locale} waiting={null}>
      <ReadingProvider session={session as never}>
        <main>
          <h1>Parts</h1>
          <div className="fields">{shown?.()}</div>
        </main>
      </ReadingProvider>
    </WordsProvider>
  </SourceProvider>,
)
