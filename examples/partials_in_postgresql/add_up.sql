-- SPDX-License-Identifier: BSL-1.0

-- The partial result of all shards: whole numbers add up.
CREATE VIEW all_shards AS
    SELECT measure, counter, unit, financial_quarter, days, sum(n) AS n
    FROM (SELECT * FROM first UNION ALL SELECT * FROM second) AS shards
    GROUP BY measure, counter, unit, financial_quarter, days;

-- Shares come last, from the sums of parts and wholes.
CREATE VIEW shares AS
    SELECT measure, unit, financial_quarter,
           coalesce(sum(n) FILTER (WHERE counter = 'part'), 0) AS part,
           sum(n) FILTER (WHERE counter = 'whole') AS whole,
           round(100 * coalesce(sum(n) FILTER (WHERE counter = 'part'), 0)
                 / sum(n) FILTER (WHERE counter = 'whole'), 1) AS per_cent
    FROM all_shards
    WHERE measure IN ('in_time_by_complaints', 'upheld_share')
    GROUP BY measure, unit, financial_quarter
    ORDER BY measure, unit, financial_quarter;
