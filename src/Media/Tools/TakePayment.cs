using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.Capture;
using CompliantVoiceProxy.Compliance.Tools;
using CompliantVoiceProxy.Media.Tools.BackEnds;
using CompliantVoiceProxy.Policies.Tools;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Tools;

/// <summary>
/// <c>take_payment</c>: a secure capture brings the card by keys or speech, the card goes to the tenant's gateway, and the AI is told how it ended and the
/// last four figures. The security code is taken out of the vault once, and is in memory until the gateway has answered; a request is sent again only
/// when it was not sent at all, or the gateway knows payments by a key.
/// </summary>
/// <remarks>One a call, of its loop; one payment at a time.</remarks>
internal sealed partial class TakePayment(PaymentPolicy policy, TakePayment.Means means) : ITool
{
    private bool _isUnderWay;

    public string Name => PaymentPolicy.Tool;

    public AuditLabel Label => AuditLabel.OfType(typeof(TakePayment));

    /// <inheritdoc/>
    public ToolOutcome? Call(string callId, Sensitive<JsonElement> arguments, TimeSpan now)
    {
        if (!TryRead(arguments.Reveal(), out var payment))
        {
            return ToolOutcome.InvalidArguments;
        }

        if (_isUnderWay)
        {
            return ToolOutcome.Busy;
        }

        var entry = means.BeginEntry(Parts(), payment.Card);
        if (entry.Refused is not null)
        {
            return ToolOutcome.InvalidArguments; // what was said before does not read as a card number
        }

        _isUnderWay = true;
        means.Capture(entry, (card, at) => OnCaptured(payment, card, at), now);
        return ToolOutcome.Started;
    }

    /// <summary>What of a card the gateway takes.</summary>
    private IEnumerable<CardPart> Parts()
    {
        var places = policy.Request.Body?.Places.ToHashSet(StringComparer.Ordinal) ?? [];
        yield return CardPart.Number;
        if (places.Contains(PaymentPlaces.ExpiryMonth) || places.Contains(PaymentPlaces.ExpiryYear))
        {
            yield return CardPart.Expiry;
        }

        if (places.Contains(PaymentPlaces.SecurityCode))
        {
            yield return CardPart.SecurityCode;
        }
    }

    private void OnCaptured(Payment payment, CardDetails? card, TimeSpan now)
    {
        if (card is null || Write(payment, card) is not { } request)
        {
            End(PaymentOutcome.Failed, card?.Number, attempts: 0, now);
            return;
        }

        var number = card.Number;
        means.Ask(request, reply => new Verdict(OutcomeOf(reply), reply.Attempts), (verdict, at) => End(verdict.Outcome, number, verdict.Attempts, at));
    }

    private BackEndRequest? Write(Payment payment, CardDetails card)
    {
        var patience = new BackEndPatience(policy.Timeout, policy.Retries, IsIdempotent: policy.IdempotencyHeader is not null, HedgeAfter: null);
        var isWritten = means.Writer.TryWrite(policy.Request, owner: policy, Name, patience, open: place => InBody(place)?.ToString(), InBody, out var request, out _);
        return isWritten && policy.IdempotencyHeader is { } header
            ? request! with { Headers = request.Headers.Add((header, new Sensitive<string>(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))))) }
            : request;

        JsonElement? InBody(string place) => place switch
        {
            PaymentPlaces.Amount => JsonElement.Parse(payment.Amount.ToString("0.00", CultureInfo.InvariantCulture)),
            PaymentPlaces.Cents => JsonElement.Parse(decimal.Truncate(payment.Amount * 100).ToString(CultureInfo.InvariantCulture)),
            PaymentPlaces.Currency => Text(new Sensitive<string>(payment.Currency)),
            PaymentPlaces.Number => Text(card.Number),
            PaymentPlaces.ExpiryMonth => Text(card.ExpiryMonth),
            PaymentPlaces.ExpiryYear => Text(card.ExpiryYear),
            PaymentPlaces.SecurityCode => Text(card.SecurityCode),
            _ => null,
        };
    }

    /// <remarks>Figures and capital letters alone, so that nothing has to be escaped.</remarks>
    private static JsonElement? Text(Sensitive<string>? value) => value is { } text ? JsonElement.Parse($"\"{text.Reveal()}\"") : null;

    private PaymentOutcome OutcomeOf(BackEndReply reply)
    {
        if (policy.VerdictAt is not { } pointer)
        {
            return reply switch
            {
                { Outcome: BackEndOutcome.Answered } => PaymentOutcome.Approved,
                { Status: 402 } => PaymentOutcome.Declined,
                _ => PaymentOutcome.Failed,
            };
        }

        var verdict = reply is { Body: { } body, IsJson: true } ? WordAt(pointer, body) : null;
        return verdict is null ? PaymentOutcome.Failed
            : policy.Approved.Contains(verdict, StringComparer.Ordinal) && reply.Outcome is BackEndOutcome.Answered ? PaymentOutcome.Approved
            : policy.Declined.Contains(verdict, StringComparer.Ordinal) ? PaymentOutcome.Declined
            : PaymentOutcome.Failed;
    }

    private static string? WordAt(AnswerPointer pointer, Sensitive<string> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.Reveal());
            return pointer.FindIn(document.RootElement)?.ToString();
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null; // no JSON, or half of a surrogate pair
        }
    }

    private void End(PaymentOutcome outcome, Sensitive<string>? number, int attempts, TimeSpan now)
    {
        _isUnderWay = false;
        means.End(outcome, number, new ToolAnswered(Label, AuditLabel.Of(outcome), attempts, []), now);
    }

    private bool TryRead(JsonElement arguments, out Payment payment)
    {
        payment = default;
        var isRead = arguments.TryGetProperty("amount", out var written) && AmountPattern.IsMatch(written.ToString())
            && decimal.TryParse(written.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount > 0
            && arguments.TryGetProperty("currency", out var currency) && currency.ValueKind is JsonValueKind.String && CurrencyPattern.IsMatch(currency.GetString()!)
            && TryReadCard(arguments, out var card)
            && (payment = new Payment(amount, currency.GetString()!, card)) != default;
        return isRead;
    }

    private bool TryReadCard(JsonElement arguments, out string? token)
    {
        token = null;
        if (!arguments.TryGetProperty("card", out var written) || written.ValueKind is JsonValueKind.Null)
        {
            return true;
        }

        token = written.ValueKind is JsonValueKind.String ? means.FindCard(written.GetString()!) : null;
        return token is not null;
    }

    /// <summary>A positive number with two decimals at most, below ten million.</summary>
    [GeneratedRegex(@"^[0-9]{1,7}(\.[0-9]{1,2})?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AmountPattern { get; }

    /// <summary>ISO 4217.</summary>
    [GeneratedRegex(@"^[A-Z]{3}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CurrencyPattern { get; }

    private readonly record struct Payment(decimal Amount, string Currency, string? Card);

    /// <summary>What a payment needs of the call.</summary>
    internal sealed record Means
    {
        public required RequestWriter Writer { get; init; }

        /// <summary>The token that a text stands for, if it is one of a card number of this call.</summary>
        public required Func<string, string?> FindCard { get; init; }

        /// <summary>By the parts that are wanted, and the token of a card number that was given before.</summary>
        public required Func<IEnumerable<CardPart>, string?, CardEntry> BeginEntry { get; init; }

        /// <summary>Begins a secure capture; its end brings the card, or null.</summary>
        public required Action<CardEntry, Action<CardDetails?, TimeSpan>, TimeSpan> Capture { get; init; }

        /// <summary>Asks the gateway: what came of it is read on another thread, and finished by the call's loop.</summary>
        public required Action<BackEndRequest, Func<BackEndReply, Verdict>, Action<Verdict, TimeSpan>> Ask { get; init; }

        /// <summary>Tells the AI how it ended, behind the record.</summary>
        public required Action<PaymentOutcome, Sensitive<string>?, ToolAnswered, TimeSpan> End { get; init; }
    }

    /// <summary>What the gateway decided, and how often it was asked.</summary>
    internal readonly record struct Verdict(PaymentOutcome Outcome, int Attempts);
}
