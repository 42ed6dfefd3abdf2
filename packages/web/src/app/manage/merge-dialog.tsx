import { mergePreviewContract, mergeRecordsContract } from '@tenure/core/page'
import { ArrowDownUp } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { z } from 'zod'
import { useWords } from '../../words/use-words.js'
import { useAddress } from '../address/use-address.js'
import { FindRecord } from '../associate/find-record.js'
import type { RecordDetail } from '../data/answers.js'
import { useWatch } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { Dialog } from '../part/dialog.js'
import { Icon } from '../part/icon.js'
import { Failed, LoadingLines } from '../part/states.js'
import { propertyText } from '../record/property-value.js'
import { useAct } from '../write/use-act.js'
import '../styles/compose.css'

type MergePreview = z.output<typeof mergePreviewContract.output>
interface MergeDialogProps {
  readonly record: RecordDetail
  readonly close: () => void
}

/** Merges the record into another of its type (REC-4): choose the other, look at what becomes of it, and tick that it is final. */
export function MergeDialog({ record, close }: MergeDialogProps): ReactNode {
  const words = useWords()
  const [other, setOther] = useState<string>()
  const title = record.title || words.record.unnamed
  return (
    <Dialog title={words.compose.mergeTitle(title)} className="action merge" isForm close={close}>
      <div className="fields">
        {other === undefined ? (
          <FindRecord
            label={words.compose.mergeWith(record.typeLabel)}
            type={record.type}
            taken={({ id }) => (id === record.id ? title : undefined)}
            choose={({ id }) => setOther(id)}
          />
        ) : (
          <Result record={record} other={other} close={close} />
        )}
      </div>
    </Dialog>
  )
}

function Result({ record, other, close }: MergeDialogProps & { readonly other: string }): ReactNode {
  const words = useWords().compose
  const [isSwapped, setSwapped] = useState(false)
  const { type } = record
  const [id, goes] = isSwapped ? [record.id, other] : [other, record.id]
  const { value, problem, retry } = useWatch(mergePreviewContract, { type, id, other: goes })
  if (value === undefined)
    return problem === undefined ? <LoadingLines lines={6} /> : <Failed what={words.mergePreview} problem={problem} retry={retry} />
  return (
    <>
      <Ends view={value} swap={() => setSwapped(!isSwapped)} />
      <Values view={value} record={record} />
      <Final view={value} type={type} close={close} />
    </>
  )
}

function Ends({ view: { survivor, other }, swap }: { readonly view: MergePreview; readonly swap: () => void }): ReactNode {
  const words = useWords()
  return (
    <div className="ends">
      <div>
        <span className="small t3">{words.compose.goes}</span>
        <b dir="auto">{other.title || words.record.unnamed}</b>
      </div>
      <button type="button" className="ib" aria-label={words.compose.swap} title={words.compose.swap} onClick={swap}>
        <Icon name={ArrowDownUp} />
      </button>
      <div>
        <span className="small t3">{words.compose.stays}</span>
        <b dir="auto">{survivor.title || words.record.unnamed}</b>
      </div>
    </div>
  )
}

/** Both values of each property that one of the two has; the one that stays is strong. */
function Values({ view, record }: { readonly view: MergePreview; readonly record: RecordDetail }): ReactNode {
  const words = useWords()
  const reading = useReading()
  const { survivor, other, links } = view
  const write = (property: MergePreview['properties'][number], value: MergePreview['properties'][number]['value']) => {
    const options = record.properties.find(({ name }) => name === property.name)?.options
    return propertyText({ kind: property.kind, value, ...(options !== undefined && { options }) }, reading)
  }
  const shown = view.properties.filter(({ value, other: theirs }) => value !== null || theirs !== null)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="merge-values" tabIndex={0} aria-label={words.compose.mergePreview}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.compose.property}</th>
              <th scope="col" dir="auto">
                {other.title || words.record.unnamed}
              </th>
              <th scope="col" dir="auto">
                {survivor.title || words.record.unnamed}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((property) => {
              const [stays, goes] = [write(property, property.value), write(property, property.other)]
              const isTaken = property.from === 'other'
              return (
                <tr key={property.name}>
                  <th scope="row">{property.label}</th>
                  <td dir="auto">{isTaken ? <b>{goes}</b> : goes === stays ? goes : <s className="t3">{goes}</s>}</td>
                  <td dir="auto">{isTaken ? '' : <b>{stays}</b>}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
      {links.length === 0 ? null : (
        <p className="small t2">
          {words.compose.alongside(links.map(({ label, total }) => `${label} ${reading.formats.number(total)}`).join(', '))}
        </p>
      )}
    </>
  )
}

function Final({
  view: { survivor, other },
  type,
  close,
}: {
  readonly view: MergePreview
  readonly type: string
  readonly close: () => void
}): ReactNode {
  const words = useWords()
  const act = useAct()
  const { go } = useAddress()
  const [isKnown, setKnown] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [stays, goes] = [survivor.title || words.record.unnamed, other.title || words.record.unnamed]
  const merge = async () => {
    if (!isKnown) return
    const input = { type, id: survivor.id, other: other.id, version: survivor.version, otherVersion: other.version }
    const outcome = await act(mergeRecordsContract, input, {
      title: words.compose.merged(stays),
      about: goes,
      isFinal: true,
      isShownInPlace: true,
    })
    if (!outcome.ok) return setProblem(words.problem(outcome.problem))
    close()
    go({ open: { type, id: survivor.id } }, 'replace')
  }
  return (
    <form
      className="final-form"
      onSubmit={(event) => {
        event.preventDefault()
        void merge()
      }}
    >
      <label className="check">
        <input type="checkbox" checked={isKnown} onChange={(event) => setKnown(event.target.checked)} />
        {words.compose.final}
      </label>
      {problem === undefined ? null : (
        <p className="err" role="alert">
          <Icon name="alert" size={12} />
          {problem}
        </p>
      )}
      <div className="send">
        <button type="button" className="btn" onClick={close}>
          {words.layer.cancel}
        </button>
        <button type="submit" className="btn final" disabled={!isKnown}>
          {words.compose.mergeVerb(goes, stays)}
        </button>
      </div>
    </form>
  )
}
