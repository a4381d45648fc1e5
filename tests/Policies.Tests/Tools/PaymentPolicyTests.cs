namespace CompliantVoiceProxy.Policies.Tests.Tools;

public sealed class PaymentPolicyTests
{
    private const string Payment = """
        payment:
          request:
            url: https://pay.example/v1/charges
            headers: [{ name: Authorization, value: "Bearer {{secret}}", secret: { file: pay.key } }]
            body: { amount: "{{amount-in-cents}}", currency: "{{currency}}", card: { number: "{{card.number}}", month: "{{card.expiry-month}}", year: "{{card.expiry-year}}", code: "{{card.cvv}}" } }
          idempotency-header: Idempotency-Key
          verdict-at: /status
          approved: succeeded
          declined: [declined, blocked]
        """;

    [Fact]
    public void A_gateway_is_read_as_it_is_written()
    {
        var payment = PolicyText.Compile($"{PolicyText.Whole}\n{Payment}").Policy!.Payment!;

        payment.Approved.Should().Equal("succeeded");
        payment.Declined.Should().Equal("declined", "blocked");
        payment.Timeout.Should().Be(TimeSpan.FromSeconds(20));
        payment.Request.Headers.Single().Secret!.File.Should().Be("/policies/pay.key");
        payment.VerdictAt!.ToString().Should().Be("/status");
    }

    [Fact]
    public void Without_a_gateway_there_are_no_payments() => PolicyText.Compile(PolicyText.Whole).Policy!.Payment.Should().BeNull();

    [Fact]
    public void Every_error_of_a_gateway_has_its_line()
    {
        PolicyText.ErrorsOf($$$"""
            {{{PolicyText.Whole}}}
            payment:
              request:
                method: PUT
                url: https://pay.example/{{card.number}}
                headers: [{ name: X-Code, value: "{{card.cvv}}" }]
                body: { amount: "{{sum}}" }
              idempotency-header: "Key:"
              verdict-at: /items/*/status
              approved: [yes]
              timeout: 100s
            """).Should().Equal(
            "8: payment.request has no body with {{card.number}}: nothing would be paid",
            "8: payment.request must be a POST",
            "10: payment.request.url has {{card.number}}, for which a withheld value would stand: those go into the body alone, as URLs and headers are written to logs on their way",
            "11: payment.request.headers.value has {{card.cvv}}, for which a withheld value would stand: those go into the body alone, as URLs and headers are written to logs on their way",
            "12: payment.request.body has {{sum}}, of which nothing is known; there are: amount, amount-in-cents, currency, card.number, card.expiry-month, card.expiry-year, card.cvv",
            "13: payment.idempotency-header is 'Key:', which is no header's name",
            "14: payment.verdict-at is '/items/*/status', which is no JSON Pointer to one place, such as /status",
            "15: payment.approved goes with the other: verdict-at says where the gateway's verdict stands, approved which words mean yes",
            "16: payment.timeout is 100s, but must be in the range 1s to 60s");
    }
}
