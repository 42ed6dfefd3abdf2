import { Button, type ElementContext, Icon, Segmented } from '@tenure/web/parts'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { DryRun } from './dry-run.js'
import { PlanTable } from './plan-table.js'
import { SampleKept, SampleWay, useSample } from './sample/sample-way.js'
import { saveText } from './send-file.js'
import { type BringInState, useBringIn } from './use-bring-in.js'

interface BringInProps {
  readonly context: Pick<ElementContext, 'act' | 'watch' | 'formats'>
  /** Files that were dropped before this was there. */
  readonly first?: readonly File[]
  /** Whether it is a page of its own, whose heading is the first. */
  readonly isPage?: boolean
  /** Goes to the run of an import that has started. */
  readonly started: (run: string) => void
  /** Below the dry run, in the column at the side. */
  readonly aside?: ReactNode
}

/** Bringing files in: dropped or chosen, what each column becomes, a dry run beside it, and the import. */
export function BringIn({ context, first = [], started, aside, isPage = false }: BringInProps): ReactNode {
  const state = useBringIn(context)
  const { text, plan, fault, take } = state
  const [column, setColumn] = useState<string>()
  const Title = isPage ? 'h1' : 'h2'
  useDropAnywhere(take)
  useEffect(() => void take(first), [])
  return (
    <div className="import-page">
      <div className="import-main">
        <Title className="import-title">{text('Bring your customers in')}</Title>
        <p className="t2">{text('Nothing is stored before you say so. What you bring in can be taken back as one.')}</p>
        <Ways state={state} context={context} />
        {fault === undefined ? null : (
          <p className="import-fault" role="alert">
            <Icon name="alert" size={14} /> {fault}
          </p>
        )}
        {plan === undefined ? (
          <DropZone state={state} />
        ) : (
          plan.files.map((file) => <PlanTable key={file.file} state={state} file={file} show={setColumn} />)
        )}
        {plan === undefined ? null : <Foot state={state} started={started} />}
      </div>
      {plan === undefined && aside === undefined ? null : (
        <aside className="import-aside">
          {plan === undefined ? null : <DryRun state={state} column={column} />}
          {aside}
        </aside>
      )}
    </div>
  )
}

function Ways({ state, context }: Pick<BringInProps, 'context'> & { readonly state: BringInState }): ReactNode {
  const { text, plan, take } = state
  const sample = useSample(context)
  // Files are chosen below until there are some: one way alone is no choice.
  if (plan === undefined && sample === undefined) return null
  return (
    <div className="import-ways">
      <FileButton className="import-way on" label={text('CSV file')} take={take}>
        <Icon name="file" size={16} />
        <b>{text('CSV file')}</b>
        <span className="small t2">{plan === undefined ? text('From a sheet or an export') : text('Take another')}</span>
      </FileButton>
      {sample === undefined ? null : <SampleWay context={context} sample={sample} />}
      {sample === undefined ? null : <SampleKept sample={sample} />}
    </div>
  )
}

interface FileButtonProps {
  readonly className: string
  readonly label: string
  readonly take: (files: readonly File[]) => void
  readonly children: ReactNode
}

function FileButton({ className, label, take, children }: FileButtonProps): ReactNode {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" className={className} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        multiple
        hidden
        aria-label={label}
        onChange={(event) => {
          take([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </>
  )
}

const example = 'Name,Domain,ARR,Renewal date,CSM email\nHalden Freight,haldenfreight.example,184000 EUR,2026-11-29,\n'

function DropZone({ state }: { readonly state: BringInState }): ReactNode {
  const { text, take, isBusy, offer } = state
  return (
    <section className="import-drop" aria-label={text('Drop a CSV file here')}>
      <Icon name="arrow-down" size={24} />
      <h2>{isBusy ? text('Reading the file') : text('Drop a CSV file here')}</h2>
      <p className="t2">
        {text(
          'One line per customer. Only a name is needed; you choose next what each column becomes. Several files may link to each other.',
        )}
      </p>
      <div className="import-actions">
        <FileButton className="btn pri" label={text('Choose a file')} take={take}>
          {text('Choose a file')}
        </FileButton>
        <Button look="bare" onPress={() => saveText('customers.csv', example, 'text/csv')}>
          {text('Get an example file')}
        </Button>
      </div>
      <p className="small t3">
        {text('Up to {size} MB. Comma, semicolon or tab, any date and number style.', {
          size: Math.round((offer?.maxBytes ?? 0) / 2 ** 20),
        })}
      </p>
    </section>
  )
}

function Foot({ state, started }: { readonly state: BringInState; readonly started: (run: string) => void }): ReactNode {
  const { text, plan, setPlan, checked, isBusy, isChecking, start, leave } = state
  if (plan === undefined) return null
  const good = checked === undefined ? 0 : checked.lines - checked.rejected
  const isStopped = plan.wrong === 'stop' && (checked?.rejected ?? 0) > 0
  return (
    <footer className="import-foot">
      <div className="grow">
        {checked === undefined ? null : (
          <p role="status">
            <b>{text('{good} of {lines}', { good, lines: checked.lines })}</b>{' '}
            {checked.lines === 1 ? text('line can be taken in') : text('lines can be taken in')}
          </p>
        )}
        <Segmented
          label={text('Lines with an error')}
          value={plan.wrong}
          onChange={(wrong) => setPlan({ ...plan, wrong: wrong as typeof plan.wrong })}
          options={[
            { value: 'leave', label: text('Leave wrong lines out') },
            { value: 'stop', label: text('Stop at a wrong line') },
          ]}
        />
      </div>
      <Button look="bare" onPress={leave}>
        {text('Start over')}
      </Button>
      <Button
        look="primary"
        isDisabled={isBusy || isChecking || good === 0 || isStopped}
        onPress={async () => {
          const run = await start()
          if (run !== undefined) started(run)
        }}
      >
        {good === 1 ? text('Import 1 line') : text('Import {count} lines', { count: good })}
      </Button>
    </footer>
  )
}

// Anywhere on the page: a file that misses the zone must not replace the page.
function useDropAnywhere(take: (files: readonly File[]) => void): void {
  const latest = useRef(take)
  latest.current = take
  useEffect(() => {
    const over = (event: globalThis.DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
    }
    const drop = (event: globalThis.DragEvent) => {
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      latest.current(files)
    }
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    }
  }, [])
}
