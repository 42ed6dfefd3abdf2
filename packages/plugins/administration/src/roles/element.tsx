// The element of the page; what it draws is in the files beside it.
import type { objectRolesContract } from '@tenure/core/administration'
import { Button, type ElementContext, FormPage, LoadingLines, Message, registerElement, SaveBar, useLive, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { useSavedBy } from '../settings/use-saved-by.js'
import type { ShownRoles } from './mapping.js'
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
  const { mapping, changed, isConflict, isSaving, problem, change, discard, keep, save, activate } = useMapping(shown, context)
  return (
    <FormPage
      title={text('Object roles')}
      lead={text('What the words customer, service and revenue mean in this account.')}
      aside={<WhenYouSave key={JSON.stringify(mapping)} mapping={mapping} count={changed.length} context={context} />}
      bar={
        <SaveBar
          what={text('Object roles')}
          changes={changed.length}
          note={text('Mapping is saved as a whole, or not at all.')}
          isSaving={isSaving}
          faults={isConflict ? 1 : 0}
          save={() => void save()}
          discard={discard}
        />
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
