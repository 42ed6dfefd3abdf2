import type { ElementContext } from '@tenure/web/parts'
import { Button, Card, Icon, useText, useToasts } from '@tenure/web/parts'
import { type ReactNode, useRef, useState } from 'react'
import type { CalendarReport, checkCalendarContract, importCalendarContract } from '../import/import-contract.js'
import { CalendarFindings } from './calendar-findings.js'

type Context = Pick<ElementContext, 'act' | 'formats'>
interface Chosen {
  readonly file: string
  readonly text: string
  readonly report: CalendarReport
  readonly isDone?: true
}

/** Brings a calendar file in: what would come in first, then the import, which is undone as one. */
export function BringCalendar({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const { chosen, fault, isBusy, check, take, leave } = useBringing(context)
  return (
    <Card
      title={text('Bring a calendar in')}
      lead={text('An iCalendar file (.ics) of Outlook, Google, Apple or another program. Nothing is stored before you say so.')}
      end={<FileButton isBusy={isBusy} take={check} isFirst={chosen === undefined} />}
    >
      <div role="status">
        {isBusy ? <p className="small t3 link-row">{text('Reading the calendar')}</p> : null}
        {fault === undefined ? null : (
          <p className="import-fault link-row">
            <Icon name="alert" size={14} /> {fault}
          </p>
        )}
      </div>
      {chosen === undefined ? null : (
        <CalendarFindings
          {...chosen}
          formats={context.formats}
          actions={
            chosen.isDone ? (
              <Button onPress={leave}>{text('Close')}</Button>
            ) : (
              <>
                <Button look="bare" onPress={leave}>
                  {text('Cancel')}
                </Button>
                <Button look="primary" isDisabled={isBusy || changesOf(chosen.report) === 0} onPress={() => void take(chosen)}>
                  {changesOf(chosen.report) === 1 ? text('Import 1 meeting') : text('Import {n} meetings', { n: changesOf(chosen.report) })}
                </Button>
              </>
            )
          }
        />
      )}
    </Card>
  )
}

function changesOf({ counts: { created, updated } }: CalendarReport): number {
  return created + updated
}

function useBringing(context: Context) {
  const text = useText()
  const toasts = useToasts()
  const [chosen, setChosen] = useState<Chosen>()
  const [fault, setFault] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const leave = () => {
    setChosen(undefined)
    setFault(undefined)
  }
  const check = async (file: File) => {
    leave()
    setBusy(true)
    const read = await file.text().catch(() => undefined)
    const sent = read?.replace(/\r\n?/g, '\n')
    if (sent === undefined) setFault(text('The file could not be read. Choose it again.'))
    else if (new TextEncoder().encode(JSON.stringify(sent)).length > mostSent)
      setFault(text('The file has more than 1 MB. Export a shorter span of time, or subscribe to the calendar.'))
    else {
      const given = { file: file.name, text: sent }
      const outcome = await context.act<typeof checkCalendarContract>('tenure.calendar-pages/check', given)
      if (outcome.ok) setChosen({ ...given, report: outcome.value })
      else setFault(outcome.problem.message)
    }
    setBusy(false)
  }
  const take = async ({ file, text: sent }: Chosen) => {
    setBusy(true)
    const given = { file, text: sent }
    const outcome = await context.act<typeof importCalendarContract>('tenure.calendar-pages/import', given)
    setBusy(false)
    if (!outcome.ok) return setFault(outcome.problem.message)
    const { group, ...report } = outcome.value
    setChosen({ ...given, report, isDone: true })
    toasts.show({ tone: 'done', title: text('The calendar is in'), about: file, undo: { group } })
  }
  return { chosen, fault, isBusy, check, take, leave }
}
/** Bytes of a call, less what goes around the text. */
const mostSent = 1_000_000

interface FileButtonProps {
  readonly isBusy: boolean
  readonly isFirst: boolean
  readonly take: (file: File) => Promise<void>
}

function FileButton({ isBusy, isFirst, take }: FileButtonProps): ReactNode {
  const text = useText()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button icon="file" isDisabled={isBusy} onPress={() => input.current?.click()}>
        {isFirst ? text('Choose a file') : text('Choose another file')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".ics,.ical,.ifb,text/calendar"
        hidden
        aria-label={text('Calendar file')}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          event.target.value = ''
          if (file !== undefined) void take(file)
        }}
      />
    </>
  )
}
