// A test that is late proves nothing on a busy machine. So it counts as a catch only if it is late once more, and in time without the fault.

/**
 * What to call the first test file that notices the fault (`file`, and the `change` of its text); `undefined` where none does. What only runs out of
 * time at the instant `until` is no catch either.
 */
export async function firstCatch(runner, files, fault, until = Number.POSITIVE_INFINITY) {
  const failure = await runWith(runner, files, fault, until)
  if (failure?.late === undefined) return failure?.by
  const suspects = files.filter(({ file }) => failure.late.includes(file))
  if (Date.now() >= until) return undefined
  if (await isLateByFault(runner, suspects, fault)) return `${failure.by}, by time`
  const rest = files.filter(({ file }) => !failure.late.includes(file) && !failure.passed.includes(file))
  return rest.length === 0 || rest.length === files.length ? undefined : firstCatch(runner, rest, fault, until)
}

async function isLateByFault(runner, suspects, fault) {
  if (suspects.length === 0) return false
  const again = await runWith(runner, suspects, fault)
  if (again?.late === undefined) return again !== undefined
  return (await runWith(runner, suspects)) === undefined
}

async function runWith(runner, files, fault, until = Number.POSITIVE_INFINITY) {
  // A test that hangs fails by its own limit, long before this one.
  const limit = 180_000 + 4 * files.reduce((sum, { ms }) => sum + ms, 0)
  if (fault !== undefined) await runner.use(fault.file, fault.change)
  const failure = await runner.run(
    files.map(({ file }) => file),
    Math.min(limit, until - Date.now()),
  )
  if (fault !== undefined) await runner.use(fault.file, undefined)
  return failure
}
