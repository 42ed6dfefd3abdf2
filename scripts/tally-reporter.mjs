/** Ends a run with one plain line, `N passed, N failed, N skipped`, for tools that read it. */
export default class TallyReporter {
  onTestRunEnd(modules, errors) {
    const tally = { passed: 0, failed: errors.length, skipped: 0 }
    for (const module of modules) {
      const states = [...module.children.allTests()].map((test) => test.result().state)
      if (module.state() === 'failed' && !states.includes('failed')) tally.failed++ // the file itself broke
      for (const state of states) tally[state === 'passed' || state === 'failed' ? state : 'skipped']++
    }
    process.stdout.write(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped\n`)
  }
}
