using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>Reads <c>payment</c>: the gateway that take_payment posts a card to.</summary>
internal static partial class PaymentReader
{
    private static readonly string[] Plain = [PaymentPlaces.Amount, PaymentPlaces.Cents, PaymentPlaces.Currency];
    private static readonly string[] OfTheCard = [PaymentPlaces.Number, PaymentPlaces.ExpiryMonth, PaymentPlaces.ExpiryYear, PaymentPlaces.SecurityCode];

    /// <returns>Null when it is not written.</returns>
    public static PaymentPolicy? Read(ConfigSection top, string folder)
    {
        using var payment = top.Section("payment");
        var requests = new ToolRequestReader(KindOf, [.. Plain, .. OfTheCard], folder);
        var safe = new PaymentPolicy { Request = requests.Read(payment) };
        var policy = safe with
        {
            Timeout = payment.Duration("timeout", safe.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)),
            Retries = payment.Whole("retries", safe.Retries, 0, 5),
            IdempotencyHeader = payment.Text("idempotency-header"),
            VerdictAt = Verdict(payment),
            Approved = [.. payment.Texts("approved").Select(word => word.Text)],
            Declined = [.. payment.Texts("declined").Select(word => word.Text)],
        };
        if (payment.IsWritten)
        {
            Check(payment, policy);
        }

        return payment.IsWritten ? policy : null;
    }

    private static void Check(ConfigSection payment, PaymentPolicy policy)
    {
        if (policy.Request.Body is null || !policy.Request.Body.Places.Contains(PaymentPlaces.Number))
        {
            payment.Report("request", $"has no body with {{{{{PaymentPlaces.Number}}}}}: nothing would be paid");
        }

        if (policy.Request.Method is not ToolMethod.Post)
        {
            payment.Report("request", "must be a POST");
        }

        if (policy.VerdictAt is null != policy.Approved.IsEmpty)
        {
            payment.Report(policy.VerdictAt is null ? "approved" : "verdict-at", "goes with the other: verdict-at says where the gateway's verdict stands, approved which words mean yes");
        }

        if (policy.VerdictAt is null && !policy.Declined.IsEmpty)
        {
            payment.Report("declined", "is written, but verdict-at says not where such a word would stand");
        }

        if (policy.IdempotencyHeader is { } name && !NamePattern.IsMatch(name))
        {
            payment.Report("idempotency-header", $"is '{name}', which is no header's name");
        }
    }

    private static AnswerPointer? Verdict(ConfigSection payment)
    {
        if (payment.Text("verdict-at") is not { } written)
        {
            return null;
        }

        if (!AnswerPointer.TryParse(written, out var pointer) || !pointer.IsOnePlace)
        {
            payment.Report("verdict-at", $"is '{written}', which is no JSON Pointer to one place, such as /status");
            return null;
        }

        return pointer;
    }

    private static PlaceKind? KindOf(string place) =>
        Plain.Contains(place, StringComparer.Ordinal) ? PlaceKind.Scalar : OfTheCard.Contains(place, StringComparer.Ordinal) ? PlaceKind.Withheld : null;

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,64}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern { get; }
}
