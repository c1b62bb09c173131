"""The providers that send in our place: listmonk and Buttondown to a list of theirs, Resend and SendGrid to ours."""
