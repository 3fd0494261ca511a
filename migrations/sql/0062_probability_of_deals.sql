-- How likely a deal is won, in hundredths of a percent: a decimal number is stored in units of its last digit, since only
-- whole numbers are compared by operators that row-level security lets an index use. The column is new and empty, so that
-- a program that does not know it goes on writing deals.

ALTER TABLE deals ADD COLUMN probability bigint CHECK (probability BETWEEN 0 AND 10000);
