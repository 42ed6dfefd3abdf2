import type { handOverCustomersContract } from '@tenure/core/administration'
import { Button, Choose, Failed, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { type Context, useAnswer } from '../answers.js'

const size = 10

interface OneByOneProps {
  readonly context: Context
  readonly user: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  /** Who takes each customer over that does not go with the rest. */
  readonly each: Readonly<Record<string, string>>
  readonly choose: (each: Readonly<Record<string, string>>) => void
}

/** The customers of a user, page by page, each with the colleague who takes it over. */
export function OneByOne({ context, user, options, each, choose }: OneByOneProps): ReactNode {
  const text = useText()
  const [search, setSearch] = useState('')
  const [offset, setOffset] = useState(0)
  const input = { user, text: search, offset, limit: size }
  const { value, problem } = useAnswer<typeof handOverCustomersContract>(context, 'tenure.core/hand-over-customers', input)
  const change = (id: string, taker: string | null) => {
    const { [id]: _, ...others } = each
    choose(taker === null ? others : { ...others, [id]: taker })
  }
  return (
    <section className="one-by-one" aria-label={text('Choose one by one')}>
      <TextInput
        kind="search"
        label={text('Search customers')}
        placeholder={text('Search customers')}
        value={search}
        onChange={(next) => {
          setSearch(next)
          setOffset(0)
        }}
      />
      {problem !== undefined && value === undefined ? <Failed what={text('Customers')} problem={problem} /> : null}
      {value?.total === 0 ? <p className="t2">{text('No customer is found.')}</p> : null}
      <ul>
        {value?.rows.map(({ id, name }) => (
          <li key={id}>
            <span className="cut" dir="auto">
              {name ?? text('No name')}
            </span>
            <Choose
              label={text('Who takes {name} over', { name: name ?? id })}
              placeholder={text('With the rest')}
              options={options}
              value={each[id] ?? null}
              mayBeEmpty
              hasFaces
              onChange={(taker) => change(id, taker)}
            />
          </li>
        ))}
      </ul>
      {value === undefined || value.total <= size ? null : <Pages total={value.total} offset={offset} go={setOffset} context={context} />}
    </section>
  )
}

interface PagesProps {
  readonly total: number
  readonly offset: number
  readonly go: (offset: number) => void
  readonly context: Context
}
function Pages({ total, offset, go, context: { formats } }: PagesProps): ReactNode {
  const text = useText()
  const n = (value: number) => formats.number(value)
  const range = { from: n(offset + 1), to: n(Math.min(offset + size, total)), total: n(total) }
  return (
    <p className="pages">
      <span className="small t2 grow" role="status">
        {text('{from} to {to} of {total}', range)}
      </span>
      <Button isDisabled={offset === 0} onPress={() => go(Math.max(0, offset - size))}>
        {text('Page before')}
      </Button>
      <Button isDisabled={offset + size >= total} onPress={() => go(offset + size)}>
        {text('Next page')}
      </Button>
    </p>
  )
}
