// The element of the page; what it draws is in the files beside it.
import type { objectRolesContract } from '@tenure/core/administration'
import {
  Button,
  type ElementContext,
  FormPage,
  LoadingLines,
  Message,
  registerElement,
  SaveBar,
  type Text,
  useLive,
  useText,
} from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { Review, type ReviewedChange } from '../settings/review.js'
import { useSavedBy } from '../settings/use-saved-by.js'
import { changedRoles, type Mapping, type ShownRole, type ShownRoles, typesIn } from './mapping.js'
import { RoleCard } from './role-card.js'
import { useMapping } from './use-mapping.js'
import { WhenYouSave } from './when-you-save.js'

/** The context of the page. */
export type Context = ElementContext<typeof objectRolesContract>
function ObjectRoles({ context }: { readonly context: Context }): ReactNode {
  const shown = useLive(context.answer)?.value
  return shown === undefined ? <LoadingLines lines={8} /> : <RoleForm shown={shown} context={context} />
}

function RoleForm({ shown, context }: { readonly shown: ShownRoles; readonly context: Context }): ReactNode {
  const text = useText()
  const [isReviewed, setReviewed] = useState(false)
  const { mapping, changed, isConflict, isSaving, problem, change, discard, keep, save, activate } = useMapping(shown, context)
  return (
    <FormPage
      title={text('Object roles')}
      lead={text('What the words customer, service and revenue mean in this account.')}
      aside={<WhenYouSave key={JSON.stringify(mapping)} mapping={mapping} count={changed.length} context={context} />}
      bar={
        <>
          <SaveBar
            what={text('Object roles')}
            changes={changed.length}
            note={text('Mapping is saved as a whole, or not at all.')}
            isSaving={isSaving}
            faults={isConflict ? 1 : 0}
            save={() => void save()}
            discard={discard}
            review={() => setReviewed(true)}
          />
          {isReviewed ? (
            <Review text={text} what={text('Object roles')} changes={reviewed(text, shown, mapping)} close={() => setReviewed(false)} />
          ) : null}
        </>
      }
    >
      {isConflict ? <Conflict context={context} keep={keep} /> : null}
      {problem === undefined ? null : (
        <p className="type-problem" role="alert">
          {problem}
        </p>
      )}
      {shown.roles.map((role) => (
        <RoleCard
          key={role.role}
          role={role}
          saved={shown.mapping}
          mapping={mapping}
          activates={shown.activates}
          formats={context.formats}
          change={change}
          activate={(type) => void activate(type)}
        />
      ))}
    </FormPage>
  )
}

// Each role that other types play, with those of before.
function reviewed(text: Text, { mapping: saved, roles }: ShownRoles, mapping: Mapping): readonly ReviewedChange[] {
  const named = ({ role, types }: ShownRole, of: Mapping): string => {
    const labels = typesIn(of, role).map((name) => text(types.find(({ type }) => type === name)?.label ?? name))
    return labels.length === 0 ? text('nothing') : labels.join(', ')
  }
  const changed = changedRoles(saved, mapping)
  return roles
    .filter(({ role }) => changed.includes(role))
    .map((role) => ({ field: role.role, label: text(role.label), before: named(role, saved), after: named(role, mapping) }))
}

function Conflict({ context, keep }: { readonly context: Context; readonly keep: () => void }): ReactNode {
  const text = useText()
  const savedBy = useSavedBy(context, { section: 'tenure.core/roles' }, text)
  const actions = <Button onPress={keep}>{text('Keep my choices')}</Button>
  return (
    <Message icon="history" role="alert" title={savedBy} actions={actions}>
      {text('Discard your changes to see theirs, or keep your choices and save them over theirs.')}
    </Message>
  )
}

registerElement('tenure-administration-roles', ObjectRoles)
