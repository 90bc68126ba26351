# SPDX-License-Identifier: BSL-1.0
# Writes reference.csv: what R gives for the methods of `upheld stats`, at 17 digits.
# Rscript reference.R > reference.csv, with R 4.2 and its package survival 3.5.
suppressPackageStartupMessages(library(survival))

num <- function(x) ifelse(is.na(x) | !is.finite(x), "null",
                          ifelse(x == round(x) & abs(x) < 1e15, sprintf("%.0f", x), sprintf("%.17g", x)))
arr <- function(x) paste0("[", paste(num(x), collapse = ","), "]")
txt <- function(x) paste0('"', x, '"')
obj <- function(...) {
    fields <- list(...)
    paste0("{", paste0('"', names(fields), '":', unlist(fields), collapse = ","), "}")
}
cell <- function(x) paste0('"', gsub('"', '""', x), '"')
row <- function(method, inputs, expected) cat(method, ",", cell(inputs), ",", cell(expected), "\n", sep = "")

cat("method,inputs,expected\n")

for (case in list(c(15, 50, 25, 50), c(83, 86, 70, 82), c(1, 9, 3, 9), c(400, 1000, 12, 24))) {
    for (correct in c(FALSE, TRUE)) {
        r <- suppressWarnings(prop.test(case[c(1, 3)], case[c(2, 4)], correct = correct))
        row("two_proportion_chi_square",
            obj(events1 = num(case[1]), n1 = num(case[2]), events2 = num(case[3]), n2 = num(case[4]),
                continuity = tolower(correct)),
            obj(statistic = num(r$statistic), df = num(r$parameter), p_value = num(r$p.value)))
    }
}
for (case in list(list(c(83, 90, 129, 70), c(86, 93, 136, 82)), list(c(5, 9, 40), c(50, 45, 160)))) {
    r <- suppressWarnings(prop.test(case[[1]], case[[2]]))
    row("k_proportion_chi_square", obj(events = arr(case[[1]]), n = arr(case[[2]])),
        obj(statistic = num(r$statistic), df = num(r$parameter), p_value = num(r$p.value)))
}
for (case in list(c(81, 263), c(15, 148), c(0, 20), c(1, 29), c(29, 29), c(58, 164))) {
    for (level in c(0.95, 0.998)) {
        input <- obj(events = num(case[1]), n = num(case[2]), confidence = num(level))
        ci <- function(correct) suppressWarnings(prop.test(case[1], case[2], correct = correct, conf.level = level))$conf.int
        p <- case[1] / case[2]
        row("wilson_interval", input, obj(estimate = num(p), lower = num(ci(FALSE)[1]), upper = num(ci(FALSE)[2])))
        b <- binom.test(case[1], case[2], conf.level = level)$conf.int
        row("clopper_pearson_interval", input, obj(estimate = num(p), lower = num(b[1]), upper = num(b[2])))
    }
    # R corrects by less where |x - n/2| is small; none of these is.
    ci <- suppressWarnings(prop.test(case[1], case[2]))$conf.int
    row("wilson_interval_continuity_corrected", obj(events = num(case[1]), n = num(case[2])),
        obj(lower = num(ci[1]), upper = num(ci[2])))
}
for (count in c(0, 1, 4, 9, 10, 65, 1234, 2000000)) {
    for (level in c(0.95, 0.998)) {
        a <- (1 - level) / 2
        row("poisson_exact_count_interval", obj(count = num(count), confidence = num(level)),
            obj(lower = num(qchisq(a, 2 * count) / 2), upper = num(qchisq(a, 2 * count + 2, lower.tail = FALSE) / 2)))
    }
}
for (case in list(c(4, 1, 2, 1), c(11, 800, 14, 1083), c(0, 2, 5, 3), c(30, 1000, 12, 900), c(137, 24.5, 24, 20))) {
    for (level in c(0.95, 0.998)) {
        r <- poisson.test(case[c(1, 3)], case[c(2, 4)], conf.level = level)
        row("poisson_rate_ratio_exact",
            obj(events1 = num(case[1]), exposure1 = num(case[2]), events2 = num(case[3]), exposure2 = num(case[4]),
                confidence = num(level)),
            obj(ratio = num(r$estimate), lower = num(r$conf.int[1]), upper = num(r$conf.int[2]), p_value = num(r$p.value)))
    }
}
r <- poisson.test(9, 2.5)
row("poisson_exact_rate_interval", obj(events = "9", exposure = "2.5"),
    obj(rate = num(r$estimate), lower = num(r$conf.int[1]), upper = num(r$conf.int[2])))

days <- c(12.5, 7, 8, 15, 20.25, 3, 9, 41)
for (level in c(0.9, 0.95, 0.998)) {
    r <- t.test(days, conf.level = level)
    row("mean_t_interval", obj(values = arr(days), confidence = num(level)),
        obj(mean = num(mean(days)), sd = num(sd(days)), lower = num(r$conf.int[1]), upper = num(r$conf.int[2])))
}
probs <- c(0, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9, 0.95, 1)
for (type in 1:9) for (values in list(days, c(2, 3, 5, 7, 11, 13, 17, 19, 23, 29), c(4, 4, 4, 9, 1), 1:101)) {
    row("quantile", obj(values = arr(values), type = num(type), probs = arr(probs)),
        obj(quantiles = arr(quantile(values, probs, type = type, names = FALSE))))
}

set.seed(20261125)
made <- function(n, whole) {
    time <- rweibull(n, 1.4, 25)
    open <- runif(n, 0, 60)
    list(time = (if (whole) ceiling else identity)(pmin(time, open)), event = as.integer(time <= open))
}
sets <- list(list(time = aml$time, event = aml$status), # Miller 1981: remission in leukaemia
             list(time = c(1, 2, 3, 4, 4, 5, 6, 7, 8, 10), event = c(1, 1, 0, 1, 0, 1, 0, 0, 1, 1)),
             list(time = c(0, 0, 2, 3, 3, 3, 9), event = c(1, 0, 1, 1, 1, 0, 0)),
             list(time = c(1, 2, 3, 4), event = c(1, 1, 1, 1)),
             list(time = c(5, 6, 7), event = c(0, 0, 0)),
             made(40, TRUE), made(60, FALSE), made(200, TRUE))
for (s in sets) {
    y <- Surv(s$time, s$event)
    for (type in c("log", "log-log", "plain")) for (level in c(0.95, 0.9)) {
        fit <- survfit(y ~ 1, conf.type = type, conf.int = level)
        p <- c(0.1, 0.25, 0.5, 0.75, 0.9)
        q <- quantile(fit, p)
        row("km_quantiles",
            obj(time = arr(s$time), event = arr(s$event), probs = arr(p), confidence = num(level), conf_type = txt(type)),
            obj(n = num(length(s$time)), events = num(sum(s$event)), quantiles = arr(q$quantile), lower = arr(q$lower),
                upper = arr(q$upper)))
        at <- sort(unique(c(0, quantile(s$time, c(0.1, 0.4, 0.8), names = FALSE), max(s$time))))
        f <- summary(fit, times = at, extend = TRUE)
        row("km_survival_at",
            obj(time = arr(s$time), event = arr(s$event), at = arr(at), confidence = num(level), conf_type = txt(type)),
            obj(survival = arr(f$surv), std_err = arr(f$std.err), lower = arr(f$lower), upper = arr(f$upper)))
    }
    fit <- survfit(y ~ 1)
    ends <- fit$n.event > 0
    row("km_curve", obj(time = arr(s$time), event = arr(s$event)),
        obj(time = if (any(ends)) arr(fit$time[ends]) else "[]", survival = if (any(ends)) arr(fit$surv[ends]) else "[]"))
    for (tau in c(median(s$time), max(s$time))) {
        m <- survival:::survmean(fit, rmean = tau)$matrix
        row("km_restricted_mean", obj(time = arr(s$time), event = arr(s$event), tau = num(tau)),
            obj(rmean = num(m[["rmean"]]), se = num(m[["se(rmean)"]])))
    }
}
groups <- list(list(time = aml$time, event = aml$status, group = as.integer(aml$x)))
for (k in 2:4) {
    s <- made(30 * k, k != 3)
    s$group <- rep(1:k, 30)
    groups <- c(groups, list(s))
}
for (s in groups) {
    r <- survdiff(Surv(time, event) ~ group, data = s)
    df <- length(r$n) - 1
    row("logrank", obj(time = arr(s$time), event = arr(s$event), group = arr(s$group)),
        obj(statistic = num(r$chisq), df = num(df), p_value = num(pchisq(r$chisq, df, lower.tail = FALSE))))
}

series <- round(100 + 0.8 * 1:40 + 15 * sin(2 * pi * 1:40 / 12) + rnorm(40, 0, 4), 1)
for (case in list(list(series, 12), list(series[1:24], 12), list(series[1:17], 4), list(series[1:20], 5),
                  list(series[1:9], 3))) {
    for (by in list(c(0.3, 0.1, 0.2), c(0.5, 0.4, 0.9), c(1, 0, 0.5))) {
        fit <- HoltWinters(ts(case[[1]], frequency = case[[2]]), by[1], by[2], by[3])
        row("holt_winters_additive",
            obj(values = arr(case[[1]]), period = num(case[[2]]), alpha = num(by[1]), beta = num(by[2]), gamma = num(by[3])),
            obj(level = num(fit$coefficients[["a"]]), trend = num(fit$coefficients[["b"]]),
                seasonal = arr(fit$coefficients[-(1:2)]), forecast = arr(predict(fit, case[[2]])), sse = num(fit$SSE)))
    }
}

for (expected in c(0.4, 3, 12.75, 250)) for (target in c(1, 0.021)) {
    limit <- function(p, more) qchisq(p, 2 * (expected + more), lower.tail = more == 0) / 2 / expected * target
    row("funnel_limits_poisson_ratio", obj(expected = num(expected), target = num(target)),
        obj(lower95 = num(limit(0.025, 0)), upper95 = num(limit(0.025, 1)), lower998 = num(limit(0.001, 0)),
            upper998 = num(limit(0.001, 1))))
}
for (observed in c(0, 1, 7, 10, 210)) {
    row("funnel_limits_poisson_expected", obj(observed = num(observed)),
        obj(expected_for_lower95 = num(qchisq(0.975, 2 * observed + 2) / 2),
            expected_for_upper95 = num(qchisq(0.025, 2 * observed) / 2),
            expected_for_lower998 = num(qchisq(0.001, 2 * observed + 2, lower.tail = FALSE) / 2),
            expected_for_upper998 = num(qchisq(0.001, 2 * observed) / 2)))
}

# Over-dispersion in the words of Spiegelhalter 2005, with the tails as FunnelPlotR treats them.
tau2 <- function(z, w) max(0, (sum(z^2) - (length(z) - 1)) / (sum(w) - sum(w^2) / sum(w)))
winsorised <- function(z) { q <- quantile(z, c(0.1, 0.9)); pmin(pmax(z, q[1]), q[2]) }
kept <- function(z) { q <- quantile(z, c(0.1, 0.9)); z > q[1] & z < q[2] }
o <- c(12, 40, 31, 8, 55, 23, 90, 17, 5, 61, 28, 33)
e <- c(20.5, 31.2, 30, 9.9, 40.1, 26.4, 70, 22.2, 9, 45.5, 30.3, 30.9)
z <- 2 * (sqrt(o) - sqrt(e))
w <- winsorised(z)
row("funnel_overdispersion", obj(observed = arr(o), expected = arr(e), variant = txt("sqrt")),
    obj(phi = num(mean(w^2)), tau2 = num(tau2(w, 4 * e)), z = arr(z), winsorised_z = arr(w), target = "1"))
z <- sqrt(e) * log(o / e)
k <- kept(z)
row("funnel_overdispersion", obj(observed = arr(o), expected = arr(e), variant = txt("SHMI")),
    obj(phi = num(mean(z[k]^2)), tau2 = num(tau2(z[k], e[k])), z = arr(z), winsorised_z = arr(ifelse(k, z, NA)), target = "1"))
n <- o + c(30, 44, 90, 12, 60, 70, 81, 55, 20, 47, 99, 51)
t <- sum(o) / sum(n)
z <- (asin(sqrt(o / n)) - asin(sqrt(t))) * 2 * sqrt(n)
w <- winsorised(z)
tau <- tau2(w, 4 * n)
row("funnel_overdispersion", obj(events = arr(o), n = arr(n), variant = txt("arcsine")),
    obj(phi = num(mean(w^2)), tau2 = num(tau), z = arr(z), winsorised_z = arr(w), target = num(t)))
wide <- function(sign, tail) {
    at <- asin(sqrt(t)) + sign * qnorm(tail, lower.tail = FALSE) * sqrt(1 / (4 * n) + tau)
    sin(pmin(pmax(at, 0), pi / 2))^2
}
row("funnel_limits_proportion_overdispersed", obj(target = num(t), tau2 = num(tau), n = arr(n)),
    obj(lower95 = arr(wide(-1, 0.025)), upper95 = arr(wide(1, 0.025)), lower998 = arr(wide(-1, 0.001)), upper998 = arr(wide(1, 0.001))))

values <- c(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5)
row("rank", obj(values = arr(values), order = txt("ascending"), method = txt("competition")), obj(ranks = arr(rank(values, ties.method = "min"))))
row("rank", obj(values = arr(values), order = txt("descending"), method = txt("modified_competition")), obj(ranks = arr(rank(-values, ties.method = "max"))))
row("rank", obj(values = arr(values), order = txt("descending"), method = txt("fractional")), obj(ranks = arr(rank(-values))))
row("rank", obj(values = arr(values), order = txt("ascending"), method = txt("ordinal")), obj(ranks = arr(rank(values, ties.method = "first"))))
row("rank", obj(values = arr(values), order = txt("ascending"), method = txt("dense")), obj(ranks = arr(match(values, sort(unique(values))))))
