import type { AmountTest } from '@/api/schema.gen'
import { MoneyField } from '@/ui/money-field'
import { Select } from '@/ui/select'
import { useEditing } from './editing'
import { messages as words } from './editor-words.en'
import { amountParts, amountTest, type Operator, operators } from './policy-model'

type AmountFieldsProps = { test: AmountTest; at: string; onChange: (test: AmountTest) => void }

/** How an amount compares, and with what. */
export function AmountFields({ test, at, onChange }: AmountFieldsProps) {
  const { currency, errorAt } = useEditing()
  const { operator, from, to } = amountParts(test)
  const path = `${at}.${operator}`
  const ends = operator === 'between' ? ['at_least', 'at_most'].map((end) => `${path}.${end}`) : []
  const errorOf = (own: string | undefined) =>
    [own, own ? `${own}.amount` : undefined, path, `${path}.amount`]
      .map((place) => (place ? errorAt(place) : undefined))
      .find(Boolean)
  return (
    <>
      <Select
        label={words.operator}
        isLabelHidden
        className="w-36 max-sm:w-full"
        options={operators.map((value) => ({ value, label: words.operators[value] }))}
        value={operator}
        onChange={(event) => {
          const next = event.target.value as Operator
          onChange(
            amountTest({ operator: next, from, to: next === 'between' ? (to ?? from) : null }),
          )
        }}
      />
      <MoneyField
        label={words.amount}
        isLabelHidden
        className="w-40 max-sm:w-full"
        currency={currency}
        value={from.amount}
        error={errorOf(ends[0])}
        onValueChange={(amount) =>
          onChange(amountTest({ operator, from: { amount, currency }, to }))
        }
      />
      {to ? (
        <MoneyField
          label={words.upTo}
          isLabelHidden
          className="w-40 max-sm:w-full"
          currency={currency}
          value={to.amount}
          error={ends[1] ? errorAt(ends[1]) : undefined}
          onValueChange={(amount) =>
            onChange(amountTest({ operator, from, to: { amount, currency } }))
          }
        />
      ) : null}
    </>
  )
}
