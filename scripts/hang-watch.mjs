// Set-up of every test file. A test that waits too long fails by its own time limit; one that never gives the thread back cannot.
// So a second thread watches: when the first has shown no sign of life for that long, it names the test and ends this file's process.
// The run reports the file as failed, and goes on with the others.
import { writeSync } from 'node:fs'
import { isMainThread, Worker, workerData } from 'node:worker_threads'

const limitMs = Number(process.env.TENURE_HANG_MS ?? 300_000)

if (isMainThread) await startWatch()
else watch(workerData)

async function startWatch() {
  const { beforeEach } = await import('vitest')
  const beats = new Int32Array(new SharedArrayBuffer(4))
  const name = new Uint8Array(new SharedArrayBuffer(1_000))
  beforeEach(({ task }) => {
    new TextEncoder().encodeInto(`${task.file.name} > ${task.name}`.padEnd(500), name)
  })
  setInterval(() => Atomics.add(beats, 0, 1), 1_000).unref()
  new Worker(new URL(import.meta.url), { workerData: { beats, name } }).unref()
}

function watch({ beats, name }) {
  let [last, since] = [-1, Date.now()]
  setInterval(() => {
    const now = Atomics.load(beats, 0)
    if (now !== last) [last, since] = [now, Date.now()]
    if (Date.now() - since < limitMs) return
    writeSync(
      2,
      `\nHangs, and was ended after ${limitMs / 1000} s: ${new TextDecoder().decode(name.slice()).replaceAll('\0', '').trim()}\n`,
    )
    process.kill(process.pid, 'SIGKILL')
  }, 1_000)
}
