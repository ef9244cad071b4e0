-- Since when everything about a station is known to be so: the list of those that wait for their keeper is in that order.
alter table stations add column verified_on text;
update stations set verified_on = (
    select min(day) from (
        select place_verified_on as day union all select hours_verified_on
        union all select facilities_verified_on union all select contact_verified_on
    ) facts
) where place_verified_on is not null and hours_verified_on is not null and facilities_verified_on is not null
    and contact_verified_on is not null;
