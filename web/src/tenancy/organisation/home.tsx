import { Link } from '@tanstack/react-router'
import { useCan } from '@/access/can'
import { useMe } from '@/access/me'
import { paths } from '@/app/paths'
import { buttonClass } from '@/ui/button'
import { Card } from '@/ui/card'
import { DescriptionList } from '@/ui/description-list'
import { messages } from '../messages.en'
import { words as ownership } from '../ownership_transfer/words.en'

const words = messages.home

/** Which home the organisation lives in, which nobody changes here; and the way to hand it over. */
export default function OrganisationHome() {
  const { home } = useMe().organisation
  return (
    <>
      <Card title={words.title}>
        <p className="pb-3 text-muted text-sm">{words.lead}</p>
        <DescriptionList
          facts={[
            { term: words.region, value: words.regions[home.region] },
            { term: words.code, value: home.code },
          ]}
        />
      </Card>
      <HandOver />
    </>
  )
}

function HandOver() {
  if (!useCan('organisation.transfer')) return null
  return (
    <Card title={ownership.title}>
      <p className="pb-3 text-muted text-sm">{ownership.lead}</p>
      <Link {...paths.ownership()} className={buttonClass()}>
        {ownership.offer}
      </Link>
    </Card>
  )
}
