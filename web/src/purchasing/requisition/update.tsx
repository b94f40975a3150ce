import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type ReactNode, useRef, useState } from 'react'
import { Answered } from '@/api/answered'
import { answer, api, etagOf } from '@/api/client'
import { paths } from '@/app/paths'
import { Trail } from '@/ui/page'
import { PageSkeleton } from '@/ui/skeleton'
import { unitsQuery, useUnitNames } from '../choices'
import { DraftForm } from '../document/draft-form'
import { submitRequisition } from './create'
import { draftOfRequisition, requisitionChange, requisitionTexts } from './draft'
import { messages } from './messages.en'
import { requisitionKeys, requisitionQuery } from './queries'
import { onRequisition, requisitionName, type SeenRequisition } from './seen'

const route = getRouteApi('/signed-in/requisitions/$id/edit')
const words = messages.form

export default function UpdateRequisition(): ReactNode {
  const { id } = route.useParams()
  const query = useQuery(requisitionQuery(id))
  const units = useQuery(unitsQuery)
  const isReady = query.data !== undefined && !units.isPending
  return (
    <Answered
      query={{ ...query, data: isReady ? query.data : undefined }}
      waiting={<PageSkeleton />}
    >
      {(seen) => <EditRequisition seen={seen} />}
    </Answered>
  )
}

function EditRequisition({ seen }: { seen: SeenRequisition }) {
  const unitName = useUnitNames()
  const cache = useQueryClient()
  const [{ requisition }] = useState(seen)
  const [initial] = useState(() => draftOfRequisition(requisition, unitName))
  const etag = useRef(seen.etag)
  const name = requisitionName(requisition)
  return (
    <DraftForm
      title={words.updateTitle(name)}
      trail={
        <Trail label={name} here={messages.act.update}>
          <Link {...paths.requisitions()}>{messages.title}</Link>
          <Link {...paths.requisition(requisition.id)}>{name}</Link>
        </Trail>
      }
      initial={initial}
      texts={requisitionTexts}
      queryKey={requisitionKeys.all}
      save={async (typed) => {
        const saved = await answer(
          api.PATCH('/v1/requisitions/{id}', {
            params: onRequisition(requisition.id, etag.current),
            body: requisitionChange(typed),
          }),
        )
        etag.current = etagOf(saved.revision)
        return { id: saved.id, etag: etag.current }
      }}
      submit={submitRequisition}
      saved={words.updated}
      submitted={messages.act.submitted(name)}
      linkTo={paths.requisition}
      reload={async () => {
        etag.current = (
          await cache.fetchQuery({ ...requisitionQuery(requisition.id), staleTime: 0 })
        ).etag
      }}
    />
  )
}
