// The only file of this plugin with DOM. It runs in the page, with the page's React and parts.
import { Button, type ElementContext, registerElement, useLive, Value } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { z } from 'zod'
import type { planCall, RenewalRow, renewals } from './contract.js'

type Context = ElementContext<typeof renewals>
type Row = z.output<typeof RenewalRow>

function Months({ context }: { readonly context: Context }): ReactNode {
  const months = byMonth(useLive(context.answer)?.value?.rows ?? [])
  const [chosen, choose] = useState<string>()
  const shown = months.find(({ month }) => month === chosen) ?? months[0]
  const most = Math.max(...months.map(({ rows }) => rows.length))
  return (
    <div style={{ padding: '4px 16px 12px', display: 'grid', gap: 12 }}>
      <ul style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        {months.map(({ month, rows }) => (
          <li key={month} style={{ display: 'grid', gap: 6, gridTemplateRows: '72px auto', alignItems: 'end' }}>
            <span style={{ height: (72 * rows.length) / most, background: 'var(--cat-1)', borderRadius: 'var(--r-1)' }} />
            <Button look={month === shown?.month ? 'primary' : 'plain'} isPressed={month === shown?.month} onPress={() => choose(month)}>
              {monthName(month, context.locale)} · {context.formats.number(rows.length)}
            </Button>
          </li>
        ))}
      </ul>
      <ul style={{ display: 'grid', gap: 4 }}>
        {shown?.rows.map((row) => (
          <Renewal key={row.id} row={row} context={context} />
        ))}
      </ul>
    </div>
  )
}

function Renewal({ row, context }: { readonly row: Row; readonly context: Context }): ReactNode {
  const [said, say] = useState('')
  const name = row.name ?? 'Unnamed'
  const plan = async () => {
    const outcome = await context.act<typeof planCall>('acme.calendar/plan-call', { company: row.id, title: `Call ${name}` })
    say(outcome.ok ? 'Planned' : outcome.problem.message)
  }
  return (
    <li style={{ display: 'flex', flexWrap: 'wrap', gap: 12, alignItems: 'center' }}>
      <Button look="bare" onPress={() => context.openRecord({ type: 'company', id: row.id })}>
        {name}
      </Button>
      <Value value={row.renewalDate} format="relative-date" />
      <Value value={row.arr} format="money" />
      <Button icon="phone" label={`Plan a call with ${name}`} onPress={plan}>
        Plan a call
      </Button>
      <span role="status">{said}</span>
    </li>
  )
}

function byMonth(rows: readonly Row[]): readonly { readonly month: string; readonly rows: readonly Row[] }[] {
  const months = [...new Set(rows.map(monthOf))]
  return months.map((month) => ({ month, rows: rows.filter((row) => monthOf(row) === month) }))
}

function monthOf({ renewalDate }: Row): string {
  return String(renewalDate).slice(0, 7)
}

function monthName(month: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${month}-01`))
}

registerElement('acme-calendar-months', Months)
