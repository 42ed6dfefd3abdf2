import type { SpokenProblem } from './problem.js'

/** Why a record was not changed: the labels are those of the part and of the object type that it is about. */
export interface SpokenReason extends SpokenProblem {
  readonly label: string
  readonly type: string
}
function records(count: number, written: string): string {
  if (count === 0) return 'No record'
  return count === 1 ? '1 record' : `${written} records`
}

/** Texts of what is done to many records at once: the selection, its bar, and runs with their progress. Counts come as numbers and as they are written. */
export const bulk = {
  selected: (count: string) => `${count} selected`,
  allSelected: (count: string) => `All ${count} of the view are selected`,
  left: (count: number, written: string) => `${records(count, written)} left the list`,
  full: (most: string) => `At most ${most} are selected one by one. Tick the box in the head for all of the view.`,
  assign: (label: string) => `Assign ${label}`,
  assignTo: (label: string, count: string) => `${label} of ${count}`,
  complete: 'Complete',
  reopen: 'Mark incomplete',
  editProperty: 'Edit property',
  property: 'Property',
  chooseProperty: 'Choose a property',
  newValue: 'New value',
  emptyValue: 'Leave it empty',
  changeValue: 'Change',
  setFor: (count: string) => `Change ${count}`,
  addTask: 'Add task',
  addTaskTo: (count: string) => `A task for each of ${count}`,
  taskTitle: 'Title',
  taskDue: 'Due',
  taskOwner: 'Assignee',
  addTasks: (count: string) => `Add ${count} tasks`,
  archive: 'Archive',
  archiveOf: (count: string) => `Archive ${count}`,
  archiveWhat: 'They leave every list and count. Undo brings them back.',
  loading: 'Loading what you may do',
  nothingAllowed: 'You may change none of these.',
  cannotStart: 'Nothing was changed',
  run: {
    label: 'Running changes',
    to: (value: string) => `to ${value}`,
    going: {
      assign: (done: string, total: string) => `Assigning ${done} of ${total}`,
      complete: (done: string, total: string) => `Completing ${done} of ${total}`,
      reopen: (done: string, total: string) => `Marking ${done} of ${total} incomplete`,
      edit: (done: string, total: string) => `Changing ${done} of ${total}`,
      add: (done: string, total: string) => `Adding tasks to ${done} of ${total}`,
      archive: (done: string, total: string) => `Archiving ${done} of ${total}`,
      restore: (done: string, total: string) => `Restoring ${done} of ${total}`,
      undo: (done: string, total: string) => `Undoing ${done} of ${total}`,
      other: (done: string, total: string) => `${done} of ${total} done`,
    },
    ended: {
      assign: (count: number, written: string) => `${records(count, written)} assigned`,
      complete: (count: number, written: string) => `${records(count, written)} completed`,
      reopen: (count: number, written: string) => `${records(count, written)} marked incomplete`,
      edit: (count: number, written: string) => `${records(count, written)} changed`,
      add: (count: number, written: string) => (count === 0 ? 'No task added' : count === 1 ? 'Task added' : `${written} tasks added`),
      archive: (count: number, written: string) => `${records(count, written)} archived`,
      restore: (count: number, written: string) => `${records(count, written)} restored`,
      undo: (count: number, written: string) => (count === 0 ? 'Nothing undone' : `${records(count, written)} as before`),
      other: (count: number, written: string) => (count === 0 ? 'Nothing done' : `${written} done`),
    },
    starting: 'Starting',
    done: (count: string) => `${count} done`,
    unchanged: (count: string) => `${count} unchanged`,
    failed: (count: string) => `${count} failed`,
    stopped: 'Stopped',
    broken: 'The run could not go on',
    stop: 'Stop',
    notStopped: 'The run was not stopped',
    aside: 'Carry on in the background',
    lost: 'Connection lost. The run goes on without this page.',
    showFailures: 'Show',
    failures: (count: string) => `${count} not done`,
    failuresFirst: (shown: string, count: string) => `The first ${shown} of ${count}`,
    notSeen: 'A record that you may not see',
    because: (reason: SpokenReason): string => reason.message,
  },
}
