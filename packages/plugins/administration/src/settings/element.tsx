// Drawn by the page: the settings of one section in the workspace of the administrator.
import type { settingsContract } from '@tenure/core/page'
import { type ElementContext, FormPage, LoadingLines, registerElement, useLive } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { SectionForm } from './section-form.js'

function SettingsPage({ context }: { readonly context: ElementContext<typeof settingsContract> }): ReactNode {
  const section = useLive(context.answer)?.value
  if (section === undefined) return <LoadingLines />
  return (
    <SectionForm
      key={`${section.section} ${section.workspace?.id}`}
      context={context}
      section={section}
      layout={({ fields, aside, bar }) => (
        <FormPage title={section.title} aside={aside} bar={bar} {...(section.description !== undefined && { lead: section.description })}>
          {fields}
        </FormPage>
      )}
    />
  )
}

registerElement('tenure-administration-settings', SettingsPage)
