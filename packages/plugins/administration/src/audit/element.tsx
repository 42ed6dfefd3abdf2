// The page *Audit*, drawn by the page's React and parts.
import type { auditContract, auditCountsContract, exportAuditContract } from '@tenure/core/administration'
import type { usersContract } from '@tenure/core/page'
import {
  AdminSheet,
  Choose,
  Failed,
  Icon,
  LoadingLines,
  Menu,
  Message,
  registerElement,
  Segmented,
  useLive,
  useText,
  useToasts,
} from '@tenure/web/parts'
import { type ReactNode, useMemo, useState } from 'react'
import { type Asked, type Context, Entries, type Entry } from './entries.js'
import { EntryPanel } from './entry-panel.js'
import { groups } from './kinds.js'
import { askedOf, type Period, PeriodChoice } from './period.js'

function AuditPage({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const [group, setGroup] = useState('all')
  const [user, setUser] = useState<string>()
  const [period, setPeriod] = useState<Period>({ back: '7' })
  const [place, setPlace] = useState<number>()
  const asked = useMemo((): Asked => {
    const kinds = groups.find(({ value }) => value === group)?.kinds ?? []
    return { ...askedOf(period), ...(user !== undefined && { user }), ...(kinds.length > 0 && { kinds: [...kinds] }) }
  }, [group, user, period])
  const newest = useLive(useMemo(() => context.watch<typeof auditContract>('tenure.core/audit', { ...asked, limit: 1 }), [asked]))
  const counts = useCounts(context, asked)
  const choose = (entry: Entry, at: number) => {
    setPlace(at)
    context.goTo(entry.id)
  }
  const total = newest?.value?.total
  return (
    <AdminSheet
      title={text('Audit')}
      actions={<Actions context={context} asked={asked} user={user} setUser={setUser} period={period} setPeriod={setPeriod} />}
      filters={
        <Segmented
          label={text('Kinds of entries')}
          value={group}
          onChange={setGroup}
          options={groups
            .filter(({ value, kinds }) => value === 'all' || value === group || counts.of(kinds) > 0)
            .map(({ value, label, kinds }) => ({ value, label: text(label), count: context.formats.number(counts.of(kinds)) }))}
        />
      }
      foot={text('Entries: {entries}, people who were refused something: {refused}', {
        entries: context.formats.number(counts.of([])),
        refused: context.formats.number(counts.refused),
      })}
      side={
        context.at === undefined ? null : (
          <EntryPanel key={context.at} id={context.at} list={{ asked, place, total, setPlace }} context={context} />
        )
      }
    >
      {newest?.state === 'stale' && total === undefined ? (
        <Failed what={text('Audit')} problem={newest.problem} />
      ) : total === undefined ? (
        <LoadingLines lines={12} />
      ) : total === 0 ? (
        <Message icon="history" title={text('Nothing in this period')} />
      ) : (
        <Entries context={context} asked={asked} total={total} open={context.at} choose={choose} />
      )}
    </AdminSheet>
  )
}

function useCounts(
  context: Context,
  { user, from, days }: Asked,
): { readonly of: (kinds: readonly string[]) => number; readonly refused: number } {
  const live = useMemo(
    () =>
      context.watch<typeof auditCountsContract>('tenure.core/audit-counts', {
        ...(user !== undefined && { user }),
        ...(from !== undefined && { from }),
        ...(days !== undefined && { days }),
      }),
    [user, from, days],
  )
  const { kinds = {}, refused = 0 } = useLive(live)?.value ?? {}
  const of = (wanted: readonly string[]): number =>
    Object.entries(kinds)
      .filter(([kind]) => wanted.length === 0 || wanted.includes(kind))
      .reduce((sum, [, count]) => sum + count, 0)
  return { of, refused }
}

interface ActionsProps {
  readonly context: Context
  readonly asked: Asked
  readonly user: string | undefined
  readonly setUser: (user: string | undefined) => void
  readonly period: Period
  readonly setPeriod: (period: Period) => void
}
function Actions({ context, asked, user, setUser, period, setPeriod }: ActionsProps): ReactNode {
  const text = useText()
  const toasts = useToasts()
  const users = useLive(useMemo(() => context.watch<typeof usersContract>('tenure.core/users'), []))?.value ?? []
  const save = async (format: 'csv' | 'jsonl') => {
    const problem = await download(context, asked, format)
    if (problem === undefined) toasts.show({ tone: 'done', title: text('Exported'), about: text('Audit') })
    else toasts.show({ tone: 'refused', title: text('The audit was not exported'), detail: problem })
  }
  return (
    <>
      <Choose
        label={text('Person')}
        placeholder={text('Anyone')}
        value={user ?? null}
        onChange={(value) => setUser(value ?? undefined)}
        options={users.map(({ id, name }) => ({ value: id, label: name }))}
        hasFaces
        mayBeEmpty
      />
      <PeriodChoice period={period} today={context.formats.env.today} change={setPeriod} />
      <Menu
        className="btn"
        label={text('Export')}
        button={
          <>
            <Icon name="external" size={14} /> {text('Export')}
          </>
        }
        align="end"
        entries={[
          { key: 'csv', label: text('CSV, for spreadsheets'), act: () => void save('csv') },
          { key: 'jsonl', label: text('Lines of JSON, whole'), act: () => void save('jsonl') },
        ]}
      />
    </>
  )
}

// Part by part; a problem leaves nothing half saved.
async function download(context: Context, asked: Asked, format: 'csv' | 'jsonl'): Promise<string | undefined> {
  const parts: string[] = []
  for (let offset: number | undefined = 0; offset !== undefined; ) {
    const outcome: Awaited<ReturnType<typeof next>> = await next(offset)
    if (!outcome.ok) return outcome.problem.message
    parts.push(outcome.value.text)
    offset = outcome.value.next
  }
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob(parts, { type: format === 'csv' ? 'text/csv' : 'application/x-ndjson' }))
  link.download = `audit.${format}`
  link.click()
  URL.revokeObjectURL(link.href)
  return undefined

  function next(offset: number) {
    return context.act<typeof exportAuditContract>('tenure.core/export-audit', { ...asked, format, offset })
  }
}

registerElement('tenure-administration-audit', AuditPage)
