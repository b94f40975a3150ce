import { Segmented } from './segmented'

type StateFilterProps<State extends string> = {
  states: readonly State[]
  words: { filter: string; all: string; states: Record<State, string> }
  /** Nothing while all are shown. */
  value: State | undefined
  onShow: (state: State | undefined) => void
}

/** Which of its states a list shows, or all. */
export function StateFilter<State extends string>({
  states,
  words,
  value,
  onShow,
}: StateFilterProps<State>) {
  return (
    <Segmented<State | 'all'>
      label={words.filter}
      value={value ?? 'all'}
      onValueChange={(shown) => onShow(shown === 'all' ? undefined : shown)}
      segments={[
        { value: 'all', label: words.all },
        ...states.map((state) => ({ value: state, label: words.states[state] })),
      ]}
    />
  )
}
