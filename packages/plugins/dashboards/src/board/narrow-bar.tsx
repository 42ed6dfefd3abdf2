import type { usersContract } from '@tenure/core/page'
import { Button, Choose, type ElementContext, FilterBox, type Text, useLive } from '@tenure/web/parts'
import { type ReactNode, useMemo, useState } from 'react'
import type { Narrowing } from './place.js'

interface NarrowBarProps {
  readonly context: ElementContext
  readonly text: Text
  readonly narrow: Narrowing
  readonly onChange: (narrow: Narrowing) => void
}
const periods = ['month', 'quarter', 'year'] as const
const periodTexts = {
  'month 0': 'This month',
  'month -1': 'Last month',
  'month 1': 'Next month',
  'quarter 0': 'This quarter',
  'quarter -1': 'Last quarter',
  'quarter 1': 'Next quarter',
  'year 0': 'This year',
  'year -1': 'Last year',
  'year 1': 'Next year',
} as const
const isPeriod = (key: string): key is keyof typeof periodTexts => key in periodTexts

/** Narrows all reports of a dashboard at once: by who answers for the records, by a period, by customers. */
export function NarrowBar({ context, text, narrow, onChange }: NarrowBarProps): ReactNode {
  const users = useLive(useMemo(() => context.watch<typeof usersContract>('tenure.core/users'), []))?.value ?? []
  const [isOpen, setOpen] = useState(narrow.customers !== undefined)
  const { owner, period } = narrow
  const set = (change: { readonly [K in keyof Narrowing]: Narrowing[K] | undefined }) =>
    onChange(Object.fromEntries(Object.entries({ ...narrow, ...change }).filter(([, part]) => part !== undefined)) as Narrowing)
  // Ids of users have a colon or none, and never begin with one.
  const me = ':me'
  const options = [
    { value: me, label: text('Me') },
    ...users.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name })),
  ]
  const chosen = owner === undefined ? null : 'me' in owner ? me : owner.user
  return (
    <>
      <fieldset className="report-narrow">
        <legend className="sr">{text('Narrow all reports')}</legend>
        <Choose
          label={text('Owner')}
          placeholder={text('Any owner')}
          mayBeEmpty
          value={chosen}
          onChange={(id) => set({ owner: id === null ? undefined : id === me ? { me: true } : { user: id } })}
          options={options}
        />
        <Choose
          label={text('Period')}
          placeholder={text('Any time')}
          mayBeEmpty
          value={period === undefined ? null : `${period.period} ${period.shift}`}
          onChange={(key) => set({ period: key === null ? undefined : toPeriod(key) })}
          options={Object.entries(periodTexts).map(([value, label]) => ({ value, label: text(label) }))}
        />
        <Button look="bare" icon="filter" isPressed={isOpen} onPress={() => setOpen(!isOpen)}>
          {text('Customers')}
        </Button>
        {Object.keys(narrow).length === 0 ? null : (
          <Button
            look="bare"
            icon="x"
            onPress={() => {
              setOpen(false)
              onChange({})
            }}
          >
            {text('All records')}
          </Button>
        )}
      </fieldset>
      {isOpen ? <FilterBox type="customer" filter={narrow.customers} onChange={(customers) => set({ customers })} /> : null}
    </>
  )
}
function toPeriod(key: string): Narrowing['period'] {
  const [unit, shift] = key.split(' ')
  const period = periods.find((each) => each === unit)
  if (period === undefined || !isPeriod(key)) return undefined
  return { period, shift: shift === '0' ? 0 : shift === '1' ? 1 : -1 }
}
