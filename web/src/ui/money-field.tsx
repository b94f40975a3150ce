import type { ComponentProps } from 'react'
import { DecimalField } from './decimal-field'

type MoneyFieldProps = Omit<ComponentProps<typeof DecimalField>, 'unit'> & { currency: string }

/** An amount in one currency; the amount stays a decimal string. */
export function MoneyField({ currency, ...rest }: MoneyFieldProps) {
  return <DecimalField {...rest} unit={currency} />
}
