import type {
  analyseImportContract,
  checkImportContract,
  ImportPlan,
  importOfferContract,
  PlanColumn,
  PlanFile,
  startImportContract,
} from '@tenure/core/administration'
import { type ElementContext, useLive, useText } from '@tenure/web/parts'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { z } from 'zod'
import { sendFile } from './send-file.js'

/** What the server says of the files. */
export type Analysed = z.output<NonNullable<typeof analyseImportContract.output>>
/** What an import would do. */
export type Checked = z.output<NonNullable<typeof checkImportContract.output>>
/** What files can become. */
export type Offer = z.output<typeof importOfferContract.output>
type Context = Pick<ElementContext, 'act' | 'watch' | 'formats'>

const restMs = 300

/** Bringing files in: sending them, the plan that the user corrects, its dry run after each correction, and the start. */
export function useBringIn(context: Context) {
  const text = useText()
  const [files, setFiles] = useState<Analysed['files']>([])
  const [plan, setPlan] = useState<ImportPlan>()
  const [fault, setFault] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const offer = useLive(useMemo(() => context.watch<typeof importOfferContract>('tenure.imports/offer'), []))
  const { checked, isChecking } = useCheck(context, plan, setFault)
  const take = async (chosen: readonly File[]) => {
    if (chosen.length === 0) return
    setBusy(true)
    setFault(undefined)
    const sent = await Promise.all(chosen.map(sendFile))
    const bad = sent.flatMap((each) => ('fault' in each ? each.fault : []))
    const uploads = sent.flatMap((each) => ('id' in each ? each.id : []))
    const before = plan?.files.map(({ upload }) => upload) ?? []
    const outcome =
      uploads.length === 0
        ? undefined
        : await context.act<typeof analyseImportContract>('tenure.imports/analyse', { uploads: [...before, ...uploads] })
    setBusy(false)
    if (outcome?.ok === true) {
      setFiles(outcome.value.files)
      setPlan(withKept(outcome.value.plan, plan))
    }
    const problems = [...bad, ...(outcome?.ok === false ? [outcome.problem.message] : [])]
    setFault(problems.length === 0 ? undefined : problems.join(' '))
  }
  const start = async () => {
    if (plan === undefined) return undefined
    setBusy(true)
    const outcome = await context.act<typeof startImportContract>('tenure.imports/start', { plan })
    setBusy(false)
    if (outcome.ok) return outcome.value.run
    setFault(outcome.problem.message)
    return undefined
  }
  const leave = () => {
    setPlan(undefined)
    setFiles([])
    setFault(undefined)
  }
  return {
    offer: offer?.value,
    files,
    plan,
    setPlan,
    checked,
    isChecking,
    fault,
    isBusy,
    take,
    start,
    leave,
    text,
    number: context.formats.number,
  }
}

/** What `useBringIn` gives. */
export type BringInState = ReturnType<typeof useBringIn>

// What the user has corrected in files that were there before stays.
function withKept(next: ImportPlan, before: ImportPlan | undefined): ImportPlan {
  const kept = (file: PlanFile): PlanFile => before?.files.find(({ upload }) => upload === file.upload) ?? file
  return before === undefined ? next : { files: next.files.map(kept), wrong: before.wrong }
}

function useCheck({ act }: Pick<Context, 'act'>, plan: ImportPlan | undefined, say: (fault: string | undefined) => void) {
  const [checked, setChecked] = useState<Checked>()
  const [isChecking, setChecking] = useState(false)
  const turn = useRef(0)
  useEffect(() => {
    const own = ++turn.current
    if (plan === undefined) return setChecked(undefined)
    setChecking(true)
    const timer = setTimeout(async () => {
      const outcome = await act<typeof checkImportContract>('tenure.imports/check', { plan })
      if (turn.current !== own) return
      setChecking(false)
      setChecked(outcome.ok ? outcome.value : undefined)
      say(outcome.ok ? undefined : outcome.problem.message)
    }, restMs)
    return () => clearTimeout(timer)
  }, [plan])
  return { checked, isChecking }
}

/** The plan with one file changed. */
export function withFile(plan: ImportPlan, name: string, change: Partial<PlanFile>): ImportPlan {
  return { ...plan, files: plan.files.map((file) => (file.file === name ? { ...file, ...change } : file)) }
}

/** The plan with one column changed. */
export function withColumn(plan: ImportPlan, name: string, column: string, change: Partial<PlanColumn>): ImportPlan {
  const changed = (file: PlanFile) => file.columns.map((each) => (each.column === column ? { ...each, ...change } : each))
  return { ...plan, files: plan.files.map((file) => (file.file === name ? { ...file, columns: changed(file) } : file)) }
}
