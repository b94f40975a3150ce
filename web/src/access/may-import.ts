import { useCan } from './can'

/** Which kinds of import somebody may begin: making what an import makes needs the permission for it too. */
export function useMayImport() {
  const may = useCan('import.create')
  const suppliers = useCan('supplier.create')
  const orders = useCan('purchase_order.create')
  return { suppliers: may && suppliers, purchase_orders: may && orders }
}
