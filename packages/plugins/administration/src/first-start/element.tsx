// For the browser alone: the tab of a workspace that is just being set up.
import type { importHistoryContract } from '@tenure/core/administration'
import { type ElementContext, registerElement, useLive } from '@tenure/web/parts'
import { type ReactNode, useMemo, useState } from 'react'
import { BringIn } from '../imports/bring-in.js'
import { ImportRun } from '../imports/import-run.js'
import type { setUpSteps } from './first-start.js'
import { SetUpList } from './set-up-list.js'

type Context = ElementContext<typeof setUpSteps>

function FirstStart({ context }: { readonly context: Context }): ReactNode {
  const [run, setRun] = useState<string>()
  const history = useLive(useMemo(() => context.watch<typeof importHistoryContract>('tenure.imports/history'), []))
  const open = history?.value?.find((each) => each.run === run)
  if (open !== undefined) return <ImportRun context={context} run={open} back={() => setRun(undefined)} />
  return <BringIn context={context} started={setRun} aside={<SetUpList context={context} />} />
}

registerElement('tenure-first-start-page', FirstStart)
