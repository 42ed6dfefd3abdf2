import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { ActionButton } from '../action/action-button.js'
import { useActionDesk } from '../action/action-desk.js'
import { type Offer, recordOffers } from '../action/offer.js'
import { BlockView } from '../block/block.js'
import type { RecordDetail, RecordParts } from '../data/answers.js'
import type { Watched } from '../data/use-source.js'
import { type Command, useCommands } from '../palette/commands.js'
import { Boundary } from '../part/boundary.js'
import { Icon } from '../part/icon.js'
import { StaleNote } from '../part/states.js'
import { Section } from './section.js'

const few = 3

/** What plugins let a person do with the record: the first few as buttons, the others in a menu. */
export function AddedActions({ record, parts }: { readonly record: RecordDetail; readonly parts: RecordParts | undefined }): ReactNode {
  const { id, type, version } = record
  const offers = recordOffers(parts?.actions ?? [], { id, type, version })
  const words = useWords().record
  const subject = record.title || words.unnamed
  const shown = offers.length > few ? offers.slice(0, few - 1) : offers
  const rest = offers.slice(shown.length)
  useOfferedActions(offers, subject)
  if (offers.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: the buttons are no fields of a form
    <div className="acts" role="group" aria-label={words.actions}>
      {shown.map((offer, at) => (
        <StartButton key={`${offer.action} ${at}`} offer={offer} subject={subject} />
      ))}
      {rest.length === 0 ? null : <ActionButton subject={subject} offers={rest} />}
    </div>
  )
}

/** The same actions by their names, for Ctrl K. */
function useOfferedActions(offers: readonly Offer[], subject: string): void {
  const { start } = useActionDesk()
  const words = useWords().palette
  const commands = offers.map((offer, at): Command => {
    const { title, icon, action } = offer
    const run = () => {
      const back = document.activeElement
      start(offer, { subject, back: () => back instanceof HTMLElement && back.focus() })
    }
    return { id: `action ${action} ${at}`, title, icon, run }
  })
  useCommands({ kind: 'actions', title: words.doWith(subject), commands })
}

function StartButton({ offer, subject }: { readonly offer: Offer; readonly subject: string }): ReactNode {
  const { start } = useActionDesk()
  return (
    <button
      type="button"
      className="btn"
      title={offer.title}
      onClick={({ currentTarget }) => start(offer, { subject, back: () => currentTarget.focus() })}
    >
      {offer.icon && <Icon name={offer.icon} size={14} />}
      <span className="cut">{offer.title}</span>
    </button>
  )
}

/** The sections of plugins, in their order. Each fails by itself. */
export function AddedSections({ parts }: { readonly parts: Watched<RecordParts> }): ReactNode {
  const { value, problem, asOf, retry } = parts
  return (
    <>
      {problem === undefined ? null : <StaleNote problem={problem} asOf={asOf} retry={retry} />}
      {value?.sections.map(({ title, block }) => (
        <Section key={`${title} ${JSON.stringify(block)}`} title={title}>
          <Boundary what={title}>
            <BlockView block={block} />
          </Boundary>
        </Section>
      ))}
    </>
  )
}
