import type { mendLineContract } from '@tenure/core/administration'
import { Button, Dialog, type ElementContext, Field, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { causeText } from './cause-text.js'
import type { ImportedLine } from './shown-import.js'

interface MendLineProps {
  readonly context: Pick<ElementContext, 'act'>
  readonly run: string
  readonly line: ImportedLine
  readonly close: () => void
}

/** The cells of a rejected line, to be mended and imported; those with a fault come first. */
export function MendLine({ context, run, line, close }: MendLineProps): ReactNode {
  const text = useText()
  const [cells, setCells] = useState(line.cells ?? {})
  const [faults, setFaults] = useState<ImportedLine['faults']>(line.faults)
  const [problem, setProblem] = useState<string>()
  const faultOf = (column: string) => faults.find((fault) => fault.column?.split(', ').includes(column))
  const columns = Object.keys(cells).sort((a, b) => Number(faultOf(b) !== undefined) - Number(faultOf(a) !== undefined))
  const [order] = useState(columns)
  const send = async () => {
    const outcome = await context.act<typeof mendLineContract>('tenure.imports/mend', { run, file: line.file, line: line.line, cells })
    if (!outcome.ok) return setProblem(outcome.problem.message)
    if (outcome.value.result !== 'rejected') return close()
    setProblem(undefined)
    setFaults(outcome.value.faults)
  }
  return (
    <Dialog title={text('Mend line {line}', { line: line.line })} subject={line.file} isForm close={close}>
      <form
        className="import-mend-form"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <div className="fields import-mend">
          {order.map((column) => {
            const fault = faultOf(column)
            const reason =
              fault === undefined ? undefined : `${fault.value === undefined ? '' : `“${fault.value}” `}${causeText(text, fault.reason)}`
            return (
              <Field key={column} label={column} fault={reason}>
                <TextInput value={cells[column] ?? ''} onChange={(value) => setCells({ ...cells, [column]: value })} />
              </Field>
            )
          })}
          {problem === undefined ? null : (
            <p role="alert" className="import-fault">
              {problem}
            </p>
          )}
        </div>
        <div className="send">
          <Button onPress={close}>{text('Cancel')}</Button>
          <button type="submit" className="btn pri">
            {text('Import this line')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
